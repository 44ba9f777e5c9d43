package dev.sojourn.cli.history;

import dev.sojourn.avro.Command;
import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.avro.DeliveryReport;
import dev.sojourn.avro.EntryRequest;
import dev.sojourn.avro.ProfileUpdate;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;

/**
 * The format of recorded signals: an Avro container file whose records hold a signal with its place
 * in the log. The last record has no signal and says up to when was recorded, so that a file that
 * was cut is known from a whole one. The schema may grow by fields with defaults and by further
 * kinds of signals.
 */
final class RecordFormat {
  static final String LOG_TIME = "logTime";
  static final String PARTITION = "partition";
  static final String OFFSET = "offset";
  static final String PROFILE = "profile";
  static final String SIGNAL = "signal";

  /** Of the last record. */
  static final int NO_PARTITION = -1;

  static final Schema SCHEMA =
      SchemaBuilder.record("RecordedSignal")
          .namespace("dev.sojourn.record")
          .doc("A signal as it stood in the log.")
          .fields()
          .name(LOG_TIME)
          .doc("Log time as the jobs count it: never less than that of the record before.")
          .type(LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)))
          .noDefault()
          .name(PARTITION)
          .doc("-1 in the last record.")
          .type(Schema.create(Schema.Type.INT))
          .noDefault()
          .name(OFFSET)
          .type(Schema.create(Schema.Type.LONG))
          .noDefault()
          .name(PROFILE)
          .doc("The profile key.")
          .type(string())
          .noDefault()
          .name(SIGNAL)
          .doc("null in the last record, which says up to when was recorded.")
          .type(
              Schema.createUnion(
                  List.of(
                      Schema.create(Schema.Type.NULL),
                      CustomerEvent.getClassSchema(),
                      ProfileUpdate.getClassSchema(),
                      EntryRequest.getClassSchema(),
                      DeliveryReport.getClassSchema(),
                      Command.getClassSchema())))
          .noDefault()
          .endRecord();

  private RecordFormat() {}

  private static Schema string() {
    Schema string = Schema.create(Schema.Type.STRING);
    string.addProp("avro.java.string", "String");
    return string;
  }

  /** The signals as their generated classes, what is around them as a generic record. */
  static SpecificData model() {
    SpecificData model = new SpecificData();
    model.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    return model;
  }
}
