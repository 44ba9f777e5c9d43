package dev.sojourn.cli.bulk;

import dev.sojourn.avro.ProfileUpdate;
import dev.sojourn.cli.history.LocalSchemas;
import dev.sojourn.schemas.codec.RecordEncoder;

/** Goes through everything and writes nothing. */
final class DrySink implements ImportSink {
  private final RecordEncoder encoder = new RecordEncoder(new LocalSchemas(), "dry");

  @Override
  public void send(String profile, ProfileUpdate update) throws RowException {
    LogSink.checkSize(update, encoder.encode(update).length);
  }

  @Override
  public void reject(Reject reject) {}

  @Override
  public void flush() {}
}
