package dev.sojourn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sojourn.local.LocalOptions;
import dev.sojourn.local.LocalRuntime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Profiles go in by import, through a running instance, and out of its checkpoint. */
class ExportAgainstAnInstanceTest {
  private static final String AUDIENCES =
      """
      apiVersion: sojourn/v1
      kind: Audience
      metadata: {name: everyone, version: 1}
      spec: {profile: "has(profile.points)"}
      ---
      apiVersion: sojourn/v1
      kind: Audience
      metadata: {name: vip, version: 1}
      spec: {profile: "profile.points >= 900"}
      """;

  @TempDir Path directory;
  private final ObjectMapper json = new ObjectMapper();
  private String out;
  private String err;

  @Test
  void whatWasImportedComesOutWithTheAudiencesItIsIn() throws Exception {
    Path data = directory.resolve("data");
    Path people = directory.resolve("people.csv");
    Files.writeString(
        people,
        """
        id,email,points,news
        ann,ann@example.com,950,yes
        ben,"ben, the second",12,no
        cem,,7,
        """);
    Files.writeString(directory.resolve("audiences.yaml"), AUDIENCES);
    LocalOptions options =
        LocalOptions.on(data)
            .ports(0, 0, 0)
            .partitions(3)
            .parallelism(2)
            .managedMemory(MemorySize.ofMebiBytes(32))
            .checkpointInterval(Duration.ofSeconds(1))
            .build();
    try (LocalRuntime runtime = LocalRuntime.start(options, at -> {})) {
      assertThat(runtime.end()).isNotDone();
      assertThat(
              run(
                  "apply",
                  directory.resolve("audiences.yaml").toString(),
                  "--data",
                  data.toString()))
          .isZero();
      assertThat(
              run(
                  "import",
                  people.toString(),
                  "--key",
                  "id",
                  "--type",
                  "points=number",
                  "--consent",
                  "news=email/news",
                  "--data",
                  data.toString()))
          .isZero();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                run(
                    "tail",
                    "audience-changes",
                    "--from-beginning",
                    "--json",
                    "--data",
                    data.toString());
                assertThat(out.lines()).hasSize(4);
              });
      assertThat(run("export", file("live.jsonl"), "--data", data.toString())).as(err).isZero();
      assertThat(exported("live.jsonl")).containsOnlyKeys("ann", "ben", "cem");
      assertThat(data.toFile().list((d, name) -> name.startsWith("export"))).isEmpty();
    }

    assertThat(run("export", file("p.jsonl"), "--data", data.toString())).as(err).isZero();
    assertThat(out).startsWith("3 profiles as of ");
    Map<String, JsonNode> exported = exported("p.jsonl");
    assertThat(exported.get("ann").path("attributes"))
        .isEqualTo(json.readTree("{\"email\":\"ann@example.com\",\"points\":950}"));
    assertThat(exported.get("ann").path("consents"))
        .isEqualTo(json.readTree("{\"email/news\":\"in\"}"));
    assertThat(exported.get("ann").path("audiences"))
        .isEqualTo(json.readTree("[\"everyone\",\"vip\"]"));
    assertThat(exported.get("cem").path("audiences")).isEqualTo(json.readTree("[\"everyone\"]"));
    assertThat(exported.get("cem").path("firstSeen").asText()).isNotEmpty();

    assertThat(
            run(
                "export",
                file("vip.csv"),
                "--audience",
                "vip",
                "--columns",
                "email",
                "--data",
                data.toString()))
        .as(err)
        .isZero();
    assertThat(Files.readString(directory.resolve("vip.csv")))
        .startsWith(
            "key,email,consent:email/news,audiences,firstSeen\r\nann,ann@example.com,in,everyone|vip,");
    assertThat(
            run("import", file("vip.csv"), "--mapping", file("vip.csv.mapping.yaml"), "--dry-run"))
        .as(err)
        .isZero();
    assertThat(run("export", file("x.csv"), "--audience", "vipp", "--data", data.toString()))
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(err).contains("there are everyone, vip");
    assertThat(directory.resolve("x.csv")).doesNotExist();
  }

  @Test
  void whereNothingHasRunThereIsNothingToExport() {
    assertThat(run("export", file("p.csv"), "--data", directory.toString()))
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(err).contains("there is no checkpoint").contains("--checkpoint");
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private Map<String, JsonNode> exported(String name) throws IOException {
    Map<String, JsonNode> exported = new TreeMap<>();
    for (String line : Files.readAllLines(directory.resolve(name))) {
      JsonNode profile = json.readTree(line);
      exported.put(profile.path("key").asText(), profile);
    }
    return exported;
  }

  private int run(String... args) {
    StringWriter outText = new StringWriter();
    StringWriter errText = new StringWriter();
    CommandLine line = Sojourn.commandLine();
    line.setOut(new PrintWriter(outText, true));
    line.setErr(new PrintWriter(errText, true));
    int exitCode = line.execute(args);
    out = outText.toString();
    err = errText.toString();
    return exitCode;
  }
}
