package dev.sojourn.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sojourn.cli.Sojourn;
import dev.sojourn.schemas.Topics;
import dev.sojourn.systemtest.job.DefinitionPublisher;
import dev.sojourn.systemtest.outside.OutsideProducer;
import dev.sojourn.systemtest.outside.OutsideReader;
import dev.sojourn.systemtest.product.Product;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * {@code kill -9} of the whole product while forty thousand people are moved to another version: as
 * many are moved as the preview has counted, each once.
 */
@Tag("campaign")
@Timeout(600)
class MovesKillTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  @Test
  void aMoveOutlivesAKill_V3() throws Exception {
    Product product =
        Product.embedded(
                directory.resolve("data"),
                RunsKillTest.write(directory.resolve("start"), "nothing-yet.yaml"))
            .with("--checkpoint-interval", "PT1S");
    try (product;
        OutsideProducer producer = RunsKillTest.producer(product.start())) {
      Topics topics = new Topics(product.prefix());
      Set<String> french = RunsKillTest.introduce(producer);
      new DefinitionPublisher(producer, product.prefix()).publish(file("many-people-journey.yaml"));
      RunsKillTest.gather(
          product, topics.journeySteps(), french, step -> isKind(step, "entered"), "instance");
      run(product, "apply", file("many-moves-journey.yaml").toString());
      Path migration = file("many-moves.yaml");
      long people = french.size();

      assertThat(preview(product, migration)).isEqualTo(Map.of("1 later", people, "1 greet", 0L));

      run(product, "apply", migration.toString(), "--state", "live");
      Predicate<OutsideReader.Entry> moved = step -> isKind(step, "moved");
      RunsKillTest.killAfter(product, topics.journeySteps(), 6_000, moved);
      Map<String, Set<String>> moves =
          RunsKillTest.awaitAll(product, topics.journeySteps(), french, moved, "transition");

      assertThat(moves.values()).allSatisfy(transitions -> assertThat(transitions).hasSize(1));
      assertThat(preview(product, migration)).isEqualTo(Map.of("1 later", 0L, "1 greet", 0L));
      run(product, "apply", migration.toString(), "--state", "stopped");
      assertThat(preview(product, file("many-moves-back.yaml")))
          .isEqualTo(Map.of("2 pause", people, "2 greet", 0L));
      assertThat(product.stop()).isZero();
    }
  }

  private static boolean isKind(OutsideReader.Entry step, String kind) {
    return step.text("journey").equals("greeting") && step.text("kind").equals(kind);
  }

  private Path file(String name) {
    return RunsKillTest.write(directory.resolve(name + ".d"), name).resolve(name);
  }

  /** How many are at each step of each version. */
  private static Map<String, Long> preview(Product product, Path migration) throws Exception {
    Map<String, Long> counts = new TreeMap<>();
    for (String line : run(product, "preview", migration.toString(), "--json").split("\n")) {
      JsonNode row = JSON.readTree(line);
      counts.put(
          row.path("version").asText() + " " + row.path("step").asText(),
          row.path("inside").asLong());
    }
    return counts;
  }

  private static String run(Product product, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(
        List.of(
            "--bootstrap",
            product.bootstrapServers(),
            "--registry",
            product.registry().toString(),
            "--prefix",
            product.prefix()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Sojourn.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    assertThat(line.execute(all.toArray(String[]::new))).as(err::toString).isZero();
    return out.toString();
  }
}
