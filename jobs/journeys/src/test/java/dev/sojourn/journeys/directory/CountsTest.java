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
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CountsTest {
  private static final int PEOPLE = 300;
  private static final int PARTITIONS = 3;
  private static final int QUESTIONS = 3;

  private static final String INDEX = Index.journey("j", 1);
  private static final String[] STEPS = {"a", "b", "c", ""};

  /** What stands in the directory, by bucket: people and their steps; shared by some subtasks. */
  private final Map<String, Map<String, String>> entries = new HashMap<>();

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
            public Map<String, Integer> steps(String index, int bucket) {
              return sums(entries.getOrDefault(Buckets.key(index, bucket), Map.of()));
            }

            @Override
            public int size(String index, int bucket) {
              return entries.getOrDefault(Buckets.key(index, bucket), Map.of()).size();
            }
          };
      counts = Counts.restore(stored, shelves);
    }
  }

  private static Map<String, Integer> sums(Map<String, String> stepByPerson) {
    Map<String, Integer> sums = new TreeMap<>();
    stepByPerson.values().forEach(step -> sums.merge(step, 1, Integer::sum));
    return sums;
  }

  /**
   * Somebody's place is another one.
   *
   * @param step null if they left
   */
  private record Change(String profile, String step, long at) {}

  private static void apply(Change change, Map<String, String> people) {
    if (change.step == null) {
      people.remove(change.profile);
    } else {
      people.put(change.profile, change.step);
    }
  }

  private void apply(Subtask subtask, Change change) {
    int bucket = Buckets.of(change.profile);
    Map<String, String> shelf =
        entries.computeIfAbsent(Buckets.key(INDEX, bucket), key -> new HashMap<>());
    if (subtask.counts.concerns(INDEX, bucket, change.at, subtask.definitions)) {
      subtask.counts.note(INDEX, bucket, change.at, shelf.get(change.profile), change.step);
    }
    apply(change, shelf);
  }

  /** Every other one asks for steps. */
  private static CountQuestion question(String id, long logTime) {
    return new CountQuestion(
        id, CountQuestion.Subject.JOURNEY, "j", List.of(1), logTime % 2 == 0, logTime);
  }

  /**
   * People come, go on and leave in partitions that are not equally far; questions come late to
   * some subtasks; the job restarts with other numbers of them. The oracle looks at everything that
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
    Map<String, Map<Integer, Map<String, Integer>>> answers = new HashMap<>();
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
        Change change =
            new Change(
                profile, random.nextBoolean() ? null : STEPS[random.nextInt(STEPS.length)], next);
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
      Map<String, String> inside = new TreeMap<>();
      for (Change change : all) {
        if (change.at <= asked + DefinitionHistory.DELAY) {
          apply(change, inside);
        }
      }
      Map<Integer, Map<String, Integer>> counted = answers.get("q" + asked);
      assertThat(counted).hasSize(Buckets.COUNT);
      Map<String, Integer> sums = new TreeMap<>();
      counted.values().forEach(of -> of.forEach((step, n) -> sums.merge(step, n, Integer::sum)));
      sums.values().removeIf(n -> n == 0);
      Map<String, Integer> expected = inside.isEmpty() ? Map.of() : Map.of("all", inside.size());
      assertThat(sums).isEqualTo(asked % 2 == 0 ? sums(inside) : expected);
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
      Map<String, Map<Integer, Map<String, Integer>>> answers, Count count, Shelves shelves) {
    Map<Integer, Map<String, Integer>> known =
        answers.computeIfAbsent(count.id, id -> new HashMap<>());
    for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
      if (shelves.isOwn(count.index, bucket)) {
        int size = count.sizes[bucket];
        assertThat(size).isNotEqualTo(Count.UNKNOWN);
        Map<String, Integer> steps =
            count.isBySteps() ? count.steps.get(bucket) : Map.of("all", size);
        assertThat(steps.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(size);
        known.putIfAbsent(bucket, steps);
      }
    }
  }

  private static boolean isComplete(Map<String, Map<Integer, Map<String, Integer>>> answers) {
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
    Count count = Count.begin("q", 2, "journey/j/2", 5_000, false);
    count.sizes[0] = 0;
    count.sizes[1] = 300;
    String stored = "01010171020b6a6f75726e65792f6a2f32904e01ad02" + "00".repeat(4_094);
    // Format 2 says at its end that it is not by steps.
    assertThat(HexFormat.of().formatHex(CountFormat.write(count)))
        .isEqualTo("02" + stored.substring(2) + "00");
    assertThat(counts(HexFormat.of().parseHex(stored)))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(count);
    String notes = "01020106" + "70656f706c65" + "07" + "924e" + "01";
    assertThat(notes(HexFormat.of().parseHex(notes)))
        .containsExactly(new Counts.Note("people", 7, 5_001, -1, ""));
  }

  @Test
  void storedBytesOfFormat2AreReadForEver() {
    Count count = Count.begin("q", 2, "journey/j/2", 5_000, true);
    count.sizes[1] = 3;
    count.steps.set(1, Map.of("b", 1, "a", 2));
    count.sizes[2] = 0;
    String stored =
        "02010171020b6a6f75726e65792f6a2f32904e"
            + "000401"
            + "00".repeat(4_093)
            + "01"
            + "0201610162"
            + "000200040102"
            + "00".repeat(4_094);
    assertThat(HexFormat.of().formatHex(CountFormat.write(count))).isEqualTo(stored);
    assertThat(counts(HexFormat.of().parseHex(stored)))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(count);
    Counts.Note note = new Counts.Note("journey/j/2", 7, 5_001, -1, "a");
    String notes = "0202010b6a6f75726e65792f6a2f3207924e010161";
    assertThat(HexFormat.of().formatHex(CountFormat.write(List.of(note)))).isEqualTo(notes);
    assertThat(notes(HexFormat.of().parseHex(notes))).containsExactly(note);
  }

  private static List<Count> counts(byte[] stored) {
    List<Count> read = new ArrayList<>();
    CountFormat.read(stored, read::add, note -> assertThat(note).isNull());
    return read;
  }

  private static List<Counts.Note> notes(byte[] stored) {
    List<Counts.Note> read = new ArrayList<>();
    CountFormat.read(stored, count -> assertThat(count).isNull(), read::add);
    return read;
  }
}
