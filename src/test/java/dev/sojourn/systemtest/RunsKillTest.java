package dev.sojourn.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sojourn.schemas.Topics;
import dev.sojourn.systemtest.job.DefinitionPublisher;
import dev.sojourn.systemtest.outside.OutsideProducer;
import dev.sojourn.systemtest.outside.OutsideReader;
import dev.sojourn.systemtest.product.Definitions;
import dev.sojourn.systemtest.product.Product;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the whole product in the middle of a sweep, and again in the middle of a read:
 * each goes on after the start, nobody is missed and nobody enters twice.
 */
@Tag("campaign")
@Timeout(600)
class RunsKillTest {
  private static final int PEOPLE = 80_000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path directory;

  @Test
  void aSweepAndAReadOutliveAKill_A9_E3() throws Exception {
    Product product =
        Product.embedded(directory.resolve("data"), write("start", "nothing-yet.yaml"))
            .with("--checkpoint-interval", "PT1S");
    try (product;
        OutsideProducer producer = producer(product.start())) {
      Topics topics = new Topics(product.prefix());
      Set<String> french = introduce(producer);
      DefinitionPublisher definitions = new DefinitionPublisher(producer, product.prefix());

      definitions.publish(write("audience", "many-people.yaml").resolve("many-people.yaml"));
      Predicate<OutsideReader.Entry> change = entry -> is(entry, "french");
      killAfter(product, topics.audienceChanges(), 3_000, change);
      Map<String, Set<String>> changes =
          awaitAll(product, topics.audienceChanges(), french, change, "at");
      assertThat(changes.values()).allSatisfy(times -> assertThat(times).hasSize(1));

      definitions.publish(
          write("journey", "many-people-journey.yaml").resolve("many-people-journey.yaml"));
      killAfter(product, topics.journeySteps(), 6_000, RunsKillTest::isEntry);
      Map<String, Set<String>> entries =
          awaitAll(product, topics.journeySteps(), french, RunsKillTest::isEntry, "instance");
      assertThat(entries.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
      assertThat(product.stop()).isZero();
    }
  }

  private static boolean is(OutsideReader.Entry change, String audience) {
    return change.text("audience").equals(audience) && change.text("cause").equals("definition");
  }

  private static boolean isEntry(OutsideReader.Entry step) {
    return step.text("journey").equals("greeting") && step.text("kind").equals("entered");
  }

  static OutsideProducer producer(Product product) {
    return new OutsideProducer(product.bootstrapServers(), product.registry(), product.prefix());
  }

  private Path write(String name, String file) {
    return write(directory.resolve(name), file);
  }

  static Path write(Path directory, String file) {
    // Nothing listens there: nobody is written to before thirty days are over.
    return Definitions.write(directory, file, Map.of("HTTP_PORT", 9));
  }

  /** Tells who there is; every other one is French. */
  static Set<String> introduce(OutsideProducer producer) {
    Set<String> french = new TreeSet<>();
    for (int i = 0; i < PEOPLE; i++) {
      String profile = "person-" + i;
      producer.attributes(profile, "known-" + i, Map.of("country", i % 2 == 0 ? "FR" : "DE"));
      if (i % 2 == 0) {
        french.add(profile);
      }
    }
    producer.flush();
    return french;
  }

  /** Kills the product when a topic has so many records. */
  static void killAfter(
      Product product, String topic, int records, Predicate<OutsideReader.Entry> wanted) {
    try (OutsideReader reader =
        OutsideReader.of(product.bootstrapServers(), product.registry(), topic).fromEnd()) {
      int[] seen = {0};
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(5))
          .until(
              () -> {
                seen[0] = (int) reader.entries().stream().filter(wanted).count();
                return seen[0] >= records;
              });
      product.kill();
      System.out.printf("killed after %d records on %s%n", seen[0], topic);
    }
  }

  /**
   * Starts the product again, and waits until all is done.
   *
   * @return by person, the different values of a field in the records that are wanted
   */
  static Map<String, Set<String>> awaitAll(
      Product product,
      String topic,
      Set<String> people,
      Predicate<OutsideReader.Entry> wanted,
      String field) {
    long startedAt = System.currentTimeMillis();
    product.start();
    int[] late = {0};
    Predicate<OutsideReader.Entry> noted =
        entry -> {
          boolean is = wanted.test(entry);
          late[0] += is && entry.logTime() > startedAt ? 1 : 0;
          return is;
        };
    Map<String, Set<String>> found = gather(product, topic, people, noted, field);
    System.out.printf("%d people, %d records after the start%n", found.size(), late[0]);
    assertThat(late[0]).as("the kill came in the middle").isPositive();
    return found;
  }

  /** As above, of a product that runs. */
  static Map<String, Set<String>> gather(
      Product product,
      String topic,
      Set<String> people,
      Predicate<OutsideReader.Entry> wanted,
      String field) {
    try (OutsideReader reader =
        OutsideReader.of(product.bootstrapServers(), product.registry(), topic)) {
      Map<String, Set<String>> found = new TreeMap<>();
      int[] taken = {0};
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                var entries = reader.entries();
                for (; taken[0] < entries.size(); taken[0]++) {
                  OutsideReader.Entry entry = entries.get(taken[0]);
                  if (wanted.test(entry)) {
                    found
                        .computeIfAbsent(entry.text("profile"), profile -> new TreeSet<>())
                        .add(entry.text(field));
                  }
                }
                return found.keySet().containsAll(people);
              });
      assertThat(found.keySet()).isEqualTo(people);
      return found;
    }
  }
}
