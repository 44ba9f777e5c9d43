package dev.sojourn.cli.bulk;

import dev.sojourn.avro.ProfileUpdate;
import dev.sojourn.local.StoredProfile;
import dev.sojourn.schemas.codec.Values;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.specific.SpecificDatumWriter;

/** An Avro container file. Attributes are of the type that they have in updates. */
final class AvroExport implements ExportWriter {
  private static final Schema SCHEMA =
      SchemaBuilder.record("Profile")
          .namespace("dev.sojourn.export")
          .fields()
          .requiredString(KEY)
          .name(JsonExport.ATTRIBUTES)
          .type(ProfileUpdate.getClassSchema().getField("attributes").schema())
          .noDefault()
          .name(JsonExport.CONSENTS)
          .type(Schema.createMap(text()))
          .noDefault()
          .name(JsonExport.SUPPRESSIONS)
          .type(Schema.createMap(Schema.create(Schema.Type.BOOLEAN)))
          .noDefault()
          .name(AUDIENCES)
          .type(Schema.createArray(text()))
          .noDefault()
          .name(FIRST_SEEN)
          .type(
              Schema.createUnion(
                  Schema.create(Schema.Type.NULL),
                  LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG))))
          .noDefault()
          .endRecord();

  private final DataFileWriter<GenericRecord> writer;

  AvroExport(OutputStream out) throws IOException {
    writer = new DataFileWriter<>(new SpecificDatumWriter<GenericRecord>(SCHEMA));
    writer.setCodec(CodecFactory.deflateCodec(1));
    writer.create(SCHEMA, out);
  }

  private static Schema text() {
    Schema schema = Schema.create(Schema.Type.STRING);
    GenericData.setStringType(schema, GenericData.StringType.String);
    return schema;
  }

  @Override
  public void write(StoredProfile profile) throws IOException {
    Map<String, Boolean> suppressions = new TreeMap<>();
    profile.suppressed().forEach(medium -> suppressions.put(medium, true));
    writer.append(
        new GenericRecordBuilder(SCHEMA)
            .set(KEY, profile.key())
            .set(JsonExport.ATTRIBUTES, Values.toAvro(profile.attributes()))
            .set(JsonExport.CONSENTS, profile.consents())
            .set(JsonExport.SUPPRESSIONS, suppressions)
            .set(AUDIENCES, profile.audiences())
            .set(FIRST_SEEN, profile.firstSeen().map(Instant::toEpochMilli).orElse(null))
            .build());
  }

  @Override
  public void finish() throws IOException {
    writer.flush();
  }

  @Override
  public Map<String, Object> mapping() {
    return JsonExport.nested();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
