package dev.sojourn.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.definition.document.Documents;
import dev.sojourn.journeys.signal.Peek;
import dev.sojourn.schemas.codec.RecordEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Signals divided by person, in memory and in files. */
class SpillTest {
  private static final int SIGNALS = 20_000;
  private static final int PEOPLE = 700;

  private final LocalSchemas schemas = new LocalSchemas();
  private final RecordEncoder encoder = new RecordEncoder(schemas, "t");

  @Test
  void everybodyHasTheirSignalsInTimeInMemoryAndInFilesAlike() {
    try (Spill memory = new Spill(Long.MAX_VALUE);
        Spill files = new Spill(100_000)) {
      Map<String, List<Long>> expected = fill(memory);
      fill(files);

      assertThat(memory.isInMemory()).isTrue();
      assertThat(files.isInMemory()).isFalse();
      assertThat(read(memory)).isEqualTo(expected);
      assertThat(read(files)).isEqualTo(expected);
      assertThat(files.signals()).isEqualTo(SIGNALS);
      assertThat(files.first()).isEqualTo(memory.first());
      assertThat(files.last()).isEqualTo(memory.last());
    }
  }

  @Test
  void partsMayBeReadAgain() {
    try (Spill files = new Spill(1_000)) {
      Map<String, List<Long>> expected = fill(files);

      assertThat(read(files)).isEqualTo(expected);
      assertThat(read(files)).isEqualTo(expected);
    }
  }

  private Map<String, List<Long>> fill(Spill spill) {
    Random random = new Random(5);
    Map<String, List<Long>> expected = new TreeMap<>();
    for (int i = 0; i < SIGNALS; i++) {
      String profile = "pérson-" + random.nextInt(PEOPLE);
      long logTime = 1_000_000 + random.nextInt(10_000_000);
      spill.signal(
          profile.getBytes(StandardCharsets.UTF_8),
          logTime,
          Peek.Kind.EVENT,
          encoder.encode(new CustomerEvent("e", "id" + i, Instant.EPOCH, Map.of(), 0)));
      expected.computeIfAbsent(profile, p -> new ArrayList<>()).add(logTime);
    }
    expected.values().forEach(times -> times.sort(null));
    return expected;
  }

  private Map<String, List<Long>> read(Spill spill) {
    PartReader reader = new PartReader(spill, schemas, Set.of());
    Map<String, List<Long>> read = new TreeMap<>();
    for (int part = 0; part < PartReader.parts(); part++) {
      reader.each(
          part,
          person -> {
            List<Long> times = new ArrayList<>();
            person
                .signals()
                .forEach(
                    signal -> {
                      // Nothing is live: nobody wants to see it.
                      assertThat(
                              signal.signal(
                                  new DefinitionHistory(new Documents(), refused -> {}).at(0)))
                          .isEmpty();
                      times.add(signal.logTime());
                    });
            read.put(person.profile(), times);
          });
    }
    return read;
  }
}
