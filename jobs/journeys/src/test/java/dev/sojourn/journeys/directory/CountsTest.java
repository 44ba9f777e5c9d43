package dev.sojourn.journeys.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.DefinitionException;
import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.directory.Index;
import dev.sojourn.journeys.definition.CountQuestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CountsTest {
  private static final int PEOPLE = 300;
  private static final int PARTITIONS = 3;
  private static final int QUESTIONS = 3;

  /** What stands in the directory, shared by some subtasks. */
  private final Map<String, TreeSet<String>> entries = new HashMap<>();

  /** One subtask, and how far it has read the definitions. */
  private final class Subtask {
    final DefinitionHistory definitions =
        new DefinitionHistory(
            (kind, json) -> {
              throw new DefinitionException(List.of());
            },
            refused -> {});
    final Shelves shelves;
    final Counts counts;
    int newsRead;

    Subtask(int number, int parallelism, List<byte[]> stored) {
      shelves =
          new Shelves() {
            @Override
            public boolean isOwn(String index, int bucket) {
              return Math.floorMod(bucket * 31, parallelism) == number;
            }

            @Override
            public List<String> profiles(String index, int bucket) {
              throw new UnsupportedOperationException();
            }

            @Override
            public int count(String index, int bucket, Map<String, Long> steps) {
              throw new UnsupportedOperationException();
            }

            @Override
            public int size(String index, int bucket) {
              return entries.getOrDefault(Buckets.key(index, bucket), new TreeSet<>()).size();
            }
          };
      counts = Counts.restore(stored, shelves);
    }
  }

  private record Change(String profile, boolean isMember, long at) {}

  private void apply(Subtask subtask, Change change) {
    String index = Index.audience("a");
    int bucket = Buckets.of(change.profile);
    TreeSet<String> shelf =
        entries.computeIfAbsent(Buckets.key(index, bucket), key -> new TreeSet<>());
    if (subtask.counts.concerns(index, bucket, change.at, subtask.definitions)
        && shelf.contains(change.profile) != change.isMember) {
      subtask.counts.note(new Counts.Note(index, bucket, change.at, change.isMember ? 1 : -1));
    }
    if (change.isMember) {
      shelf.add(change.profile);
    } else {
      shelf.remove(change.profile);
    }
  }

  private static CountQuestion question(String id, long logTime) {
    return new CountQuestion(id, CountQuestion.Subject.AUDIENCE, "a", List.of(), logTime);
  }

  /**
   * People come and go in partitions that are not equally far; questions come late to some
   * subtasks; the job restarts with other numbers of them. The oracle looks at everything that
   * happened up to the moment.
   */
  @Property(tries = 150)
  void aCountIsThatOfItsMoment(@ForAll long seed) throws Exception {
    entries.clear();
    Random random = new Random(seed);
    List<Long> questions =
        random.longs(1_000, 7_000).distinct().limit(QUESTIONS).sorted().boxed().toList();
    List<Change> all = new ArrayList<>();
    long[] read = new long[PARTITIONS];
    Map<String, Map<Integer, Integer>> answers = new HashMap<>();
    int parallelism = 1 + random.nextInt(3);
    List<Subtask> subtasks = start(parallelism, List.of(), 0);
    long known = 0;
    for (int step = 0; step < 3_000 || !isComplete(answers); step++) {
      known = Math.max(known, min(read) + random.nextInt(900));
      int partition = random.nextInt(PARTITIONS);
      // As the operator of people: nothing is handled before what is in effect then is known.
      long next = read[partition] + random.nextInt(20);
      if (known > next - DefinitionHistory.DELAY) {
        read[partition] = next;
        String profile = "p" + (random.nextInt(PEOPLE / PARTITIONS) * PARTITIONS + partition);
        Change change = new Change(profile, random.nextBoolean(), next);
        all.add(change);
        int bucket = Buckets.of(profile);
        apply(subtasks.stream().filter(s -> s.shelves.isOwn("", bucket)).findFirst().get(), change);
      }
      Subtask subtask = subtasks.get(random.nextInt(parallelism));
      hear(subtask, questions, random.nextInt(4) == 0 ? known : subtask.definitions.knownUntil());
      if (random.nextInt(3) == 0) {
        long mark =
            Math.min(min(read) - 1, subtask.definitions.knownUntil() + DefinitionHistory.DELAY - 1);
        subtask.counts.advance(mark, subtask.definitions);
      }
      subtask.counts.proceed(subtask.shelves, count -> take(answers, count, subtask.shelves));
      if (random.nextInt(400) == 0) {
        // An aligned checkpoint: all have read as much.
        long reached = known;
        subtasks.forEach(one -> hear(one, questions, reached));
        List<byte[]> stored = new ArrayList<>();
        subtasks.forEach(one -> stored.addAll(one.counts.stored()));
        parallelism = 1 + random.nextInt(3);
        subtasks = start(parallelism, stored, known);
        for (Subtask one : subtasks) {
          one.newsRead = (int) questions.stream().filter(at -> at <= reached).count();
        }
      }
      assertThat(step).isLessThan(100_000);
    }
    for (long asked : questions) {
      TreeSet<String> members = new TreeSet<>();
      for (Change change : all) {
        if (change.at <= asked + DefinitionHistory.DELAY) {
          if (change.isMember) {
            members.add(change.profile);
          } else {
            members.remove(change.profile);
          }
        }
      }
      Map<Integer, Integer> counted = answers.get("q" + asked);
      assertThat(counted).hasSize(Buckets.COUNT);
      assertThat(counted.values().stream().mapToInt(Integer::intValue).sum())
          .isEqualTo(members.size());
    }
  }

  private List<Subtask> start(int parallelism, List<byte[]> stored, long known) {
    return IntStream.range(0, parallelism)
        .mapToObj(
            number -> {
              Subtask subtask = new Subtask(number, parallelism, stored);
              subtask.definitions.advance(known);
              return subtask;
            })
        .toList();
  }

  private static void hear(Subtask subtask, List<Long> questions, long upTo) {
    while (subtask.newsRead < questions.size() && questions.get(subtask.newsRead) <= upTo) {
      long at = questions.get(subtask.newsRead++);
      subtask.counts.ask(question("q" + at, at));
      subtask.definitions.advance(at);
    }
    subtask.definitions.advance(upTo);
  }

  private static void take(
      Map<String, Map<Integer, Integer>> answers, Count count, Shelves shelves) {
    Map<Integer, Integer> known = answers.computeIfAbsent(count.id, id -> new HashMap<>());
    for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
      if (shelves.isOwn(count.index, bucket)) {
        assertThat(count.sizes[bucket]).isNotEqualTo(Count.UNKNOWN);
        known.putIfAbsent(bucket, count.sizes[bucket]);
      }
    }
  }

  private static boolean isComplete(Map<String, Map<Integer, Integer>> answers) {
    return answers.size() == QUESTIONS
        && answers.values().stream().allMatch(sizes -> sizes.size() == Buckets.COUNT);
  }

  private static long min(long[] times) {
    long min = Long.MAX_VALUE;
    for (long time : times) {
      min = Math.min(min, time);
    }
    return min;
  }

  @Test
  void storedBytesOfFormat1AreReadForEver() {
    Count count = Count.begin("q", 2, "journey/j/2", 5_000);
    count.sizes[0] = 0;
    count.sizes[1] = 300;
    String stored = "01010171020b6a6f75726e65792f6a2f32904e01ad02" + "00".repeat(4_094);
    assertThat(HexFormat.of().formatHex(CountFormat.write(count))).isEqualTo(stored);
    CountFormat.read(
        HexFormat.of().parseHex(stored),
        read -> assertThat(read).usingRecursiveComparison().isEqualTo(count),
        note -> assertThat(note).isNull());
    Counts.Note note = new Counts.Note("people", 7, 5_001, -1);
    String notes = "01020106" + "70656f706c65" + "07" + "924e" + "01";
    assertThat(HexFormat.of().formatHex(CountFormat.write(List.of(note)))).isEqualTo(notes);
    List<Counts.Note> read = new ArrayList<>();
    CountFormat.read(
        HexFormat.of().parseHex(notes), other -> assertThat(other).isNull(), read::add);
    assertThat(read).containsExactly(note);
  }
}
