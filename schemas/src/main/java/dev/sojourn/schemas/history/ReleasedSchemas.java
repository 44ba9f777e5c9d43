package dev.sojourn.schemas.history;

import dev.sojourn.avro.AudienceChange;
import dev.sojourn.avro.BusinessEvent;
import dev.sojourn.avro.Claim;
import dev.sojourn.avro.Command;
import dev.sojourn.avro.CountRequest;
import dev.sojourn.avro.CountShare;
import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.avro.DeadLetter;
import dev.sojourn.avro.Definition;
import dev.sojourn.avro.DeliveryReport;
import dev.sojourn.avro.EntryRequest;
import dev.sojourn.avro.JourneyStep;
import dev.sojourn.avro.MessageRequest;
import dev.sojourn.avro.Outcome;
import dev.sojourn.avro.Pointer;
import dev.sojourn.avro.ProfileUpdate;
import dev.sojourn.avro.Recall;
import dev.sojourn.avro.RunShare;
import dev.sojourn.avro.StayCount;
import dev.sojourn.avro.Tick;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The released versions of the records that stand as values on topics. Immutable. */
public final class ReleasedSchemas {
  /**
   * The records that have a history. Those that only stand inside others, such as origins, belong
   * to the history of these.
   */
  private static final List<Class<? extends SpecificRecord>> RECORDS =
      List.of(
          CustomerEvent.class,
          ProfileUpdate.class,
          EntryRequest.class,
          DeliveryReport.class,
          Command.class,
          Tick.class,
          Definition.class,
          Pointer.class,
          CountRequest.class,
          BusinessEvent.class,
          CountShare.class,
          RunShare.class,
          AudienceChange.class,
          MessageRequest.class,
          Recall.class,
          Claim.class,
          Outcome.class,
          JourneyStep.class,
          StayCount.class,
          DeadLetter.class);

  private static final Map<String, Released> BY_NAME =
      RECORDS.stream()
          .map(ReleasedSchemas::load)
          .collect(Collectors.toUnmodifiableMap(r -> r.reader.getFullName(), Function.identity()));

  private ReleasedSchemas() {}

  /** Full names of all records that have a history. */
  public static Stream<String> records() {
    return BY_NAME.keySet().stream().sorted();
  }

  /**
   * Every released version of a record, oldest first; empty if it is none of ours.
   *
   * @param fullName for example {@code dev.sojourn.avro.CustomerEvent}
   */
  public static List<Schema> versions(String fullName) {
    Released released = BY_NAME.get(fullName);
    return released == null ? List.of() : released.versions;
  }

  /** The version that this build writes and registers; empty if the record is none of ours. */
  public static Optional<Schema> newest(String fullName) {
    return Optional.ofNullable(BY_NAME.get(fullName))
        .map(released -> released.versions.get(released.versions.size() - 1));
  }

  /**
   * The same version as the generated classes know it, which readers resolve to; empty if the
   * record is none of ours.
   */
  public static Optional<Schema> reader(String fullName) {
    return Optional.ofNullable(BY_NAME.get(fullName)).map(Released::reader);
  }

  private static Released load(Class<? extends SpecificRecord> type) {
    String record = type.getSimpleName();
    List<Schema> versions = new ArrayList<>();
    for (Optional<Schema> next = version(record, 1);
        next.isPresent();
        next = version(record, versions.size() + 1)) {
      versions.add(next.get());
    }
    if (versions.isEmpty()) {
      throw new IllegalStateException("No version of " + record + " has been released.");
    }
    return new Released(SpecificData.get().getSchema(type), List.copyOf(versions));
  }

  private static Optional<Schema> version(String record, int version) {
    try (InputStream file =
        ReleasedSchemas.class.getResourceAsStream(record + "/" + version + ".avsc")) {
      return file == null ? Optional.empty() : Optional.of(new Schema.Parser().parse(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Released(Schema reader, List<Schema> versions) {}
}
