package dev.sojourn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import picocli.CommandLine;

class TestCommandTest {
  private static final String DEFINITIONS =
      """
      apiVersion: sojourn/v1
      kind: Journey
      metadata: {name: hello, version: 1}
      spec:
        entry: {event: {type: registered}}
        policy: service
        start: say
        steps:
          say: {send: {channel: messages, template: hello}}
      ---
      apiVersion: sojourn/v1
      kind: Channel
      metadata: {name: messages, version: 1}
      spec: {address: profile.id, connector: {type: webhook, url: "http://localhost/messages"}}
      ---
      apiVersion: sojourn/v1
      kind: Template
      metadata: {name: hello, version: 1}
      spec: {parts: {body: '{"name": "{{profile.name}}"}'}}
      ---
      apiVersion: sojourn/v1
      kind: ContactPolicy
      metadata: {name: service, version: 1}
      spec: {class: transactional}
      """;

  private static final String CASES =
      """
      apiVersion: sojourn/v1
      kind: JourneyTest
      metadata: {name: hello}
      spec:
        given: {start: 2026-03-02T09:00}
        cases:
          - name: whoever registers is greeted
            story:
              - event: {type: registered}
              - expect: {sends: [say]}
          - name: "twice & by <name>\\u0001"
            story:
              - update: {attributes: {name: "A\\u0001nn"}}
              - event: {type: registered}
              - expect: {sends: [say, say]}
      """;

  private static final String FAILURE =
      """
      FAILED hello: twice & by <name>\u0001

        Mon 2026-03-02 09:00:00 +0  update attributes {name: 'A\\u0001nn'}
                                    event registered
                                      hello: entered -> say
                                      message of say: channel messages, template hello, to customer {profile.name: 'A\\u0001nn'}
                                      hello: say requested
                                      hello: ended: completed
                                    report on say: sent

        expected:
          1  say
      >   2  say
        happened:
          1  say {channel: messages, template: hello}
      >   2  nothing

      FILE:15:33: spec.cases[1].story[2].expect.sends[1]
        expected say, but there was nothing more

      2 cases, 1 passed, 1 failed
      """;

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void definitionsAndCases() throws IOException {
    Files.writeString(directory.resolve("hello.yaml"), DEFINITIONS);
    Files.writeString(cases(), CASES);
  }

  private Path cases() {
    return directory.resolve("hello.test.yaml");
  }

  @Test
  void whatFailedIsShownWithEverythingThatHappened() {
    assertThat(test(directory.toString())).isEqualTo(ExitCode.PROBLEMS);
    // What a decision rested on, in brackets, is the engine's to say.
    assertThat(out.toString().replaceAll("(?m) \\[.*]$", ""))
        .isEqualTo(FAILURE.replace("FILE", cases().toString()));
    assertThat(err).hasToString("");
  }

  @Test
  void coloursAreForTerminalsOnly() {
    assumeThat(System.getenv("NO_COLOR")).isNull();
    System.setProperty("sojourn.terminal", "true");
    try {
      test(directory.toString(), "--filter", "greeted");
    } finally {
      System.clearProperty("sojourn.terminal");
    }

    assertThat(out).hasToString("1 case, \u001b[32mall passed\u001b[0m\n");
  }

  @Test
  void onlyTheCasesWhoseNameHasTheTextAreRun() {
    assertThat(test(directory.toString(), "--filter", "HELLO: whoever")).isEqualTo(ExitCode.OK);
    assertThat(out).hasToString("1 case, all passed\n");
  }

  @Test
  void aFilterThatLeavesNothingIsAMistake() {
    assertThat(test(directory.toString(), "--filter", "nobody")).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err).hasToString("sojourn: no case has 'nobody' in its name\n");
  }

  @Test
  void aFileOfCasesBringsTheDefinitionsOfItsDirectory() {
    assertThat(test(cases().toString(), "--filter", "greeted")).isEqualTo(ExitCode.OK);
  }

  @Test
  void eachPathMayBeASetOfItsOwn(@TempDir Path other) throws IOException {
    // The same names again, which one set would refuse.
    Files.writeString(other.resolve("hello.yaml"), DEFINITIONS);
    Files.writeString(other.resolve("hello.test.yaml"), CASES);

    assertThat(test("--each", directory.toString(), other.toString(), "--filter", "hello: whoever"))
        .isEqualTo(ExitCode.OK);
    assertThat(out).hasToString("2 cases, all passed\n");
    assertThat(test(directory.toString(), other.toString())).isEqualTo(ExitCode.PROBLEMS);
  }

  @Test
  void whereOneSetHasAProblemNoneIsRun(@TempDir Path other) {
    assertThat(test("--each", directory.toString(), other.toString())).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err.toString()).contains(other.toString());
    assertThat(out).hasToString("");
  }

  @Test
  void definitionsMayLieElsewhere(@TempDir Path elsewhere) throws IOException {
    Path moved = elsewhere.resolve("x.test.yml");
    Files.move(cases(), moved);

    assertThat(test(directory.toString(), moved.toString(), "--filter", "greeted"))
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void programsGetAnObjectPerCase() throws IOException {
    assertThat(test(directory.toString(), "--json")).isEqualTo(ExitCode.PROBLEMS);

    List<String> lines = out.toString().lines().toList();
    ObjectMapper json = new ObjectMapper();
    JsonNode passed = json.readTree(lines.get(0));
    assertThat(passed.path("case").asText()).isEqualTo("whoever registers is greeted");
    assertThat(passed.path("result").asText()).isEqualTo("passed");
    assertThat(passed.path("line").asInt()).isEqualTo(7);
    JsonNode failure = json.readTree(lines.get(1)).path("failure");
    assertThat(failure.path("path").asText()).isEqualTo("spec.cases[1].story[2].expect.sends[1]");
    assertThat(failure.path("line").asInt()).isEqualTo(15);
    assertThat(failure.path("expected")).hasSize(2);
    assertThat(failure.path("happened")).hasSize(1);
    assertThat(failure.path("text").asText()).contains("event registered");
    assertThat(lines).last().isEqualTo("{\"cases\":2,\"passed\":1,\"failed\":1}");
  }

  @Test
  void theJUnitReportIsValidAndHoldsTheFailure() throws Exception {
    Path file = directory.resolve("reports/junit.xml");

    assertThat(test(directory.toString(), "--junit", file.toString())).isEqualTo(ExitCode.PROBLEMS);

    try (InputStream schema = TestCommandTest.class.getResourceAsStream("journeytest/junit.xsd")) {
      SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(new StreamSource(schema))
          .newValidator()
          .validate(new StreamSource(file.toFile()));
    }
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    assertThat(document.getDocumentElement().getAttribute("failures")).isEqualTo("1");
    Element failed = (Element) document.getElementsByTagName("testcase").item(1);
    // XML has no place for the control character.
    assertThat(failed.getAttribute("name")).isEqualTo("twice & by <name>\uFFFD");
    assertThat(failed.getAttribute("classname")).isEqualTo("hello");
    assertThat(failed.getAttribute("line")).isEqualTo("11");
    assertThat(failed.getTextContent())
        .contains("event registered")
        .contains("expected say, but there was nothing more");
    assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(1);
  }

  @Test
  void aReportThatCannotBeWrittenIsTold() throws IOException {
    Path taken = directory.resolve("taken");
    Files.createDirectories(taken);

    assertThat(test(directory.toString(), "--junit", taken.toString()))
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(err.toString()).startsWith("sojourn: cannot write " + taken);
  }

  @Test
  void definitionsWithProblemsAreNotTested() throws IOException {
    Files.writeString(
        directory.resolve("hello.yaml"), DEFINITIONS.replace("template: hello", "template: hallo"));

    assertThat(test(directory.toString())).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err.toString())
        .contains("hello.yaml:9:47: spec.steps.say.send.template: there is no Template 'hallo'");
    assertThat(out).hasToString("");
  }

  @Test
  void casesWithProblemsAreNotRun() throws IOException {
    Files.writeString(cases(), CASES.replace("[say]", "[sai]"));

    assertThat(test(directory.toString(), "--json")).isEqualTo(ExitCode.PROBLEMS);
    JsonNode problem = new ObjectMapper().readTree(out.toString());
    assertThat(problem.path("file").asText()).isEqualTo(cases().toString());
    assertThat(problem.path("line").asInt()).isEqualTo(10);
    assertThat(problem.path("remedy").asText()).isEqualTo("did you mean 'say'?");
  }

  @Test
  void whereThereAreNoCasesThatIsAProblem() throws IOException {
    Files.delete(cases());

    assertThat(test(directory.toString())).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err.toString()).contains("no file of test cases was found (name it *.test.yaml");
  }

  @Test
  void whereThereIsNothingThatIsAProblem() {
    assertThat(test(directory.resolve("gone").toString())).isEqualTo(ExitCode.PROBLEMS);
    assertThat(test(directory.resolve("gone.test.yaml").toString())).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err.toString()).contains("gone.test.yaml: there is no such file");
  }

  @Test
  void definitionsAreCheckedAndPublishedWithoutTheCasesBesideThem() {
    assertThat(execute("validate", directory.toString())).isEqualTo(ExitCode.OK);
    assertThat(out).hasToString("4 documents, no problems\n");
    assertThat(execute("validate", cases().toString())).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err.toString()).contains("`sojourn test` runs test cases");
  }

  private int test(String... args) {
    return execute(
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("test"), java.util.Arrays.stream(args))
            .toArray(String[]::new));
  }

  private int execute(String... args) {
    CommandLine line = Sojourn.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }
}
