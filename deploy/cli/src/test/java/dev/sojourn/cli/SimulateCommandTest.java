package dev.sojourn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * {@code sojourn simulate} over files. The goldens are written anew with {@code
 * -Dsojourn.golden.write=true}: read the differences before they are committed.
 */
class SimulateCommandTest {
  private static final String RESOURCES = "src/test/resources/dev/sojourn/cli/simulate/";
  private static final String SHOP = RESOURCES + "shop";
  private static final String DRAFT = RESOURCES + "draft";
  private static final String SIGNALS = RESOURCES + "signals.jsonl";
  private static final String OUTCOMES = RESOURCES + "outcomes.yaml";

  @TempDir Path directory;
  private final ObjectMapper json = new ObjectMapper();
  private String out;
  private String err;

  @Test
  void theTableIsAsRecorded() throws IOException {
    assertThat(simulate(DRAFT, "--against", SHOP, "--outcomes", OUTCOMES)).isZero();

    assertThat(out).isEqualTo(golden("table.txt", out));
    assertThat(err).isEmpty();
  }

  @Test
  void theJsonIsAsRecorded() throws IOException {
    assertThat(simulate(DRAFT, "--against", SHOP, "--outcomes", OUTCOMES, "--json")).isZero();

    String text =
        json.copy()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(json.readTree(out))
            + "\n";
    assertThat(text).isEqualTo(golden("report.json", text));
  }

  @Test
  void neitherTheOrderOfLinesNorTheNumberOfThreadsMatters() throws IOException {
    simulate(DRAFT, "--against", SHOP, "--outcomes", OUTCOMES, "--json", "--threads", "1");
    JsonNode one = without("signalsFrom");
    List<String> lines = new ArrayList<>(Files.readAllLines(Path.of(SIGNALS)));
    Collections.shuffle(lines, new Random(4));
    Path shuffled = Files.write(directory.resolve("shuffled.jsonl"), lines);

    run(
        "simulate",
        DRAFT,
        "--against",
        SHOP,
        "--outcomes",
        OUTCOMES,
        "--json",
        "--threads",
        "7",
        "--signals",
        shuffled.toString());

    assertThat(without("signalsFrom")).isEqualTo(one);
  }

  @Test
  void withoutAFileOfOutcomesEverythingIsSentAndThatIsTold() throws IOException {
    assertThat(simulate(SHOP)).isZero();
    assertThat(out).contains("each sent at once, nothing delivered, opened or clicked");

    simulate(SHOP, "--json");
    JsonNode email = json.readTree(out).at("/draft/channels/0");
    assertThat(email.path("reports").path("sent").asLong())
        .isEqualTo(email.path("requests").asLong());
    assertThat(email.path("reports").has("opened")).isFalse();
  }

  @Test
  void timeGoesOnAfterTheRecord() throws IOException {
    simulate(DRAFT, "--json");
    long before = json.readTree(out).at("/draft/journeys/0/inside").asLong();
    simulate(DRAFT, "--json", "--until", "2026-06-01T00:00:00Z", "--bucket", "P1D");
    JsonNode after = json.readTree(out);

    assertThat(before).isPositive();
    assertThat(after.at("/draft/journeys/0/inside").asLong()).isZero();
    assertThat(after.path("until").asText()).isEqualTo("2026-06-01T00:00:00Z");
    assertThat(after.at("/axis/partSeconds").asLong()).isEqualTo(86_400);
    // Who ordered once has not within a day for long.
    assertThat(after.at("/draft/audiences/0/members").asLong()).isZero();
  }

  @Test
  void onlySignalsOfTheTimeCount() throws IOException {
    simulate(SHOP, "--json", "--from", "2026-03-02T09:00:00Z", "--to", "2026-03-02T10:00:00Z");
    JsonNode report = json.readTree(out);

    assertThat(report.path("from").asText()).isGreaterThan("2026-03-02T09:00");
    assertThat(report.path("until").asText()).isEqualTo("2026-03-02T10:00:00Z");
    assertThat(report.path("signals").asLong()).isPositive().isLessThan(50);
  }

  @Test
  void requestsAreListed() throws IOException {
    Path requests = directory.resolve("requests.jsonl");
    simulate(SHOP, "--json", "--requests", requests.toString());
    List<String> lines = Files.readAllLines(requests);

    JsonNode draft = json.readTree(out).path("draft");
    assertThat(lines).hasSize(draft.path("requestsModelled").asInt());
    assertThat(json.readTree(lines.get(0)).path("id").asText()).hasSize(32);
  }

  @Test
  void linesThatAreNoSignalsAreToldAndTheRestIsSimulated() throws IOException {
    Path file = directory.resolve("bad.jsonl");
    Files.writeString(
        file,
        Files.readString(Path.of(SIGNALS))
            + "{\"profile\":\"x\",\"typ\":\"e\",\"loggedAt\":5}\n"
            + "{\"profile\":\"customer-00\",\"id\":\"e\",\"journey\":\"nowhere\",\"loggedAt\":\"2026-03-03T09:00:00Z\"}\n");

    assertThat(run("simulate", SHOP, "--signals", file.toString())).isEqualTo(ExitCode.PROBLEMS);

    assertThat(err).contains("bad.jsonl:165: what is it?", "1 that are no signals were left out");
    assertThat(out).contains("Could not be used, live dead letters: reference-unknown 1");
  }

  @Test
  void problemsInDefinitionsAndOutcomesAreToldWithTheirPlace() throws IOException {
    Path bad =
        Files.writeString(
            directory.resolve("bad.yaml"),
            Files.readString(Path.of(SHOP, "shop.yaml")).replace("next: remind", "next: remnd"));
    Path worse = Files.writeString(directory.resolve("outcomes.yaml"), "kind: Outcome\n");

    assertThat(simulate(bad.toString(), "--outcomes", worse.toString()))
        .isEqualTo(ExitCode.PROBLEMS);

    assertThat(err).contains("outcomes.yaml:1:7: kind", "there is no step 'remnd'");
    assertThat(out).isEmpty();
  }

  @Test
  void whatCannotBeDoneIsToldWithWhatToDo() throws IOException {
    Path empty = Files.writeString(directory.resolve("empty.jsonl"), "");
    Path blank = Files.writeString(directory.resolve("blank.jsonl"), "\n");

    assertThat(run("simulate", SHOP, "--signals", empty.toString())).isEqualTo(1);
    assertThat(err).contains("is empty; record signals");
    assertThat(run("simulate", SHOP, "--signals", blank.toString())).isEqualTo(1);
    assertThat(err).contains("holds no signals of that time");
    assertThat(simulate(SHOP, "--until", "2020-01-01T00:00:00Z")).isEqualTo(1);
    assertThat(err).contains("--until is before the first signal");
    assertThat(simulate(SHOP, "--until", "2400-01-01T00:00:00Z", "--bucket", "PT1S")).isEqualTo(1);
    assertThat(err).contains("--bucket is too short");
    assertThat(simulate(SHOP, "--html", directory.resolve("no/such/r.html").toString()))
        .isEqualTo(1);
    assertThat(err).contains("cannot write");
    assertThat(simulate()).isEqualTo(ExitCode.USAGE);
    assertThat(simulate(SHOP, "--live", "--history")).isEqualTo(ExitCode.USAGE);
    assertThat(simulate(SHOP, "--recorded-only", "--outcomes", OUTCOMES)).isEqualTo(ExitCode.USAGE);
    assertThat(simulate(SHOP, "--bucket", "PT0.1S")).isEqualTo(ExitCode.USAGE);
    assertThat(run("simulate", SHOP, "--data", directory.toString()))
        .isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void whatAuthorsAndCustomersWroteIsNoMarkup() throws IOException {
    String attack = "<script>alert(1)</script>\\u0000&\\\"'";
    Path file =
        Files.writeString(
            directory.resolve("attack.jsonl"),
            "{\"profile\":\"%s\",\"id\":\"1\",\"type\":\"cart.updated\",\"properties\":{\"items\":1},\"loggedAt\":0}\n"
                .formatted(attack));
    Path draft =
        Files.writeString(
            Files.createDirectory(directory.resolve("draft")).resolve("shop.yaml"),
            Files.readString(Path.of(SHOP, "shop.yaml"))
                .replace("PT1H}, next: remind", "PT2H}, next: done"));
    Path page = directory.resolve("page.html");

    assertThat(
            run(
                "simulate",
                SHOP,
                "--against",
                draft.toString(),
                "--signals",
                file.toString(),
                "--until",
                "1970-01-01T12:00:00Z",
                "--html",
                page.toString()))
        .isZero();

    assertThat(Files.readString(page))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script", "\u0000");
  }

  private JsonNode without(String field) throws IOException {
    JsonNode report = json.readTree(out);
    ((com.fasterxml.jackson.databind.node.ObjectNode) report).remove(field);
    return report;
  }

  private int simulate(String... args) {
    List<String> all = new ArrayList<>(List.of("simulate"));
    all.addAll(List.of(args));
    all.addAll(List.of("--signals", SIGNALS, "--zone", "UTC"));
    return run(all.toArray(String[]::new));
  }

  private int run(String... args) {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    CommandLine line = Sojourn.commandLine();
    line.setOut(new PrintWriter(output, true));
    line.setErr(new PrintWriter(errors, true));
    int code = line.execute(args);
    out = output.toString();
    err = errors.toString();
    return code;
  }

  private static String golden(String name, String now) throws IOException {
    Path file = Path.of(RESOURCES, name);
    if (Boolean.getBoolean("sojourn.golden.write")) {
      Files.writeString(file, now);
    }
    return Files.readString(file);
  }
}
