package dev.sojourn.schemas.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.avro.Sojourn;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReleasedSchemasTest {
  /** Records that only stand inside others. */
  private static final Set<String> PARTS =
      Set.of(
          "Struct",
          "Member",
          "JourneyOrigin",
          "CampaignOrigin",
          "ApiOrigin",
          "QuietPeriod",
          "StepCount",
          "StepStays");

  static Stream<String> records() {
    return ReleasedSchemas.records();
  }

  @Test
  void everyRecordOfTheContractHasAHistory() {
    Set<String> contract =
        Sojourn.PROTOCOL.getTypes().stream()
            .filter(type -> type.getType() == Schema.Type.RECORD)
            .filter(type -> !PARTS.contains(type.getName()))
            .map(Schema::getFullName)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(ReleasedSchemas.records()).containsExactlyElementsOf(contract);
  }

  @ParameterizedTest
  @MethodSource("records")
  void theContractIsTheNewestReleasedVersion(String record) {
    Schema contract = SchemaHistory.plain(ReleasedSchemas.reader(record).orElseThrow());

    assertThat(ReleasedSchemas.newest(record).orElseThrow())
        .as(
            "%s has changed since version %d was released. Release the change: add the next file"
                + " to its history, with the text\n%s\n",
            record, ReleasedSchemas.versions(record).size(), contract.toString(true))
        .isEqualTo(contract);
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyVersionReadsEveryOther(String record) {
    assertThat(SchemaHistory.conflicts(ReleasedSchemas.versions(record))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("records")
  void aReleasedFileNeverChanges(String record) throws Exception {
    Properties digests = new Properties();
    try (InputStream file = getClass().getResourceAsStream("digests.properties")) {
      digests.load(file);
    }
    String name = record.substring(record.lastIndexOf('.') + 1);

    for (int version = 1; version <= ReleasedSchemas.versions(record).size(); version++) {
      String file = name + "/" + version + ".avsc";
      assertThat(digest(file))
          .as(
              "digest of %s; a new file needs its line in digests.properties, an old one must be"
                  + " as it was",
              file)
          .isEqualTo(digests.getProperty(file));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void anIncompatibleChangeIsRefused(String change, Schema next) {
    Schema first =
        SchemaBuilder.record("R").fields().requiredString("id").optionalLong("at").endRecord();

    assertThat(SchemaHistory.conflicts(List.of(first, next))).isNotEmpty();
  }

  static Stream<Arguments> anIncompatibleChangeIsRefused() {
    UnaryOperator<SchemaBuilder.FieldAssembler<Schema>> id = fields -> fields.requiredString("id");
    return Stream.of(
        Arguments.of(
            "a field without default is added",
            id.apply(SchemaBuilder.record("R").fields())
                .optionalLong("at")
                .requiredString("what")
                .endRecord()),
        Arguments.of(
            "a field without default is taken away",
            SchemaBuilder.record("R").fields().optionalLong("at").endRecord()),
        Arguments.of(
            "a field is of another type",
            SchemaBuilder.record("R").fields().requiredLong("id").optionalLong("at").endRecord()),
        Arguments.of(
            "a field is widened, which older readers cannot read",
            id.apply(SchemaBuilder.record("R").fields()).optionalDouble("at").endRecord()),
        Arguments.of(
            "a field is renamed",
            SchemaBuilder.record("R")
                .fields()
                .requiredString("key")
                .optionalLong("at")
                .endRecord()));
  }

  @Test
  void aFieldWithADefaultMayComeAndGo() {
    Schema without = SchemaBuilder.record("R").fields().requiredString("id").endRecord();
    Schema with =
        SchemaBuilder.record("R").fields().requiredString("id").optionalLong("at").endRecord();

    assertThat(SchemaHistory.conflicts(List.of(without, with, without))).isEmpty();
  }

  private static String digest(String file) throws IOException, NoSuchAlgorithmException {
    try (InputStream bytes = ReleasedSchemas.class.getResourceAsStream(file)) {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.readAllBytes()));
    }
  }
}
