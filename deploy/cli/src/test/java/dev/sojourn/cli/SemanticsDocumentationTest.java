package dev.sojourn.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds docs/semantics.md against the code and its tests: each rule has a test that carries its
 * number, and is found in the classes that the page names. With {@code -Dsojourn.docs.write=true}
 * the tests are written into the page anew; the words and classes are its authors'.
 */
class SemanticsDocumentationTest {
  private static final Path ROOT = Path.of("../..");
  private static final Path FILE = ROOT.resolve("docs/semantics.md");

  /** Chapters of rules, and how many there are in each, from 1; L begins with 0. */
  private static final Map<String, Integer> CHAPTERS = new LinkedHashMap<>();

  static {
    CHAPTERS.put("T", 6);
    CHAPTERS.put("E", 10);
    CHAPTERS.put("S", 15);
    CHAPTERS.put("L", 5);
    CHAPTERS.put("V", 6);
    CHAPTERS.put("N", 5);
    CHAPTERS.put("A", 11);
    CHAPTERS.put("P", 7);
    CHAPTERS.put("D", 11);
    CHAPTERS.put("O", 30);
  }

  /** Rules of which there is nothing; whoever begins with one takes it out of here. */
  private static final Set<String> NOT_YET = Set.of("S11", "D7");

  /** Rules of which a part is left; the page says which. */
  private static final Set<String> PARTLY = Set.of("E4", "D8", "D9");

  private static final Pattern ROW =
      Pattern.compile("^\\| ([A-Z]\\d+) \\| ([^|]*) \\| ([^|]*) \\|([^|]*)\\|$");
  private static final Pattern METHOD = Pattern.compile("\\bvoid (\\w+?)((?:_[A-Z]\\d+)+)\\(");
  private static final Pattern OTHERWISE =
      Pattern.compile("\\bvoid ([teslvapdno]\\d+_?[A-Za-z]\\w*)\\(");
  private static final Pattern TEST =
      Pattern.compile("@(Test|ParameterizedTest|Property|RepeatedTest|TestFactory)\\b");

  private record Row(String rule, String words, List<String> classes) {
    boolean isNotYet() {
      return classes.isEmpty();
    }
  }

  private static final Map<String, String> MAIN = new HashMap<>();
  private static final Map<String, String> TESTS = new TreeMap<>();

  /** How many tests of a rule a class has, by rule and class. */
  private static final Map<String, Map<String, Integer>> BY_RULE = new TreeMap<>();

  @BeforeAll
  static void read() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file : files.filter(SemanticsDocumentationTest::isSource).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        (isTest(file) ? TESTS : MAIN).merge(name, Files.readString(file), String::concat);
      }
    }
    TESTS.forEach(SemanticsDocumentationTest::collect);
  }

  private static boolean isSource(Path file) {
    String path = ROOT.relativize(file).toString();
    return path.endsWith(".java") && path.contains("src/") && !path.contains("target/");
  }

  private static boolean isTest(Path file) {
    return ROOT.relativize(file).toString().contains("src/test/");
  }

  private static void collect(String name, String source) {
    Matcher methods = METHOD.matcher(source);
    while (methods.find()) {
      int member = source.lastIndexOf("\n  }\n", methods.start());
      String before = source.substring(Math.max(0, member), methods.start());
      if (TEST.matcher(before).find()) {
        for (String rule : methods.group(2).substring(1).split("_")) {
          BY_RULE.computeIfAbsent(rule, r -> new TreeMap<>()).merge(name, 1, Integer::sum);
        }
      }
    }
  }

  @Test
  void everyRuleStandsOnThePageOnceAndInOrder() throws IOException {
    List<String> rules = new ArrayList<>();
    CHAPTERS.forEach(
        (letter, last) ->
            IntStream.rangeClosed(letter.equals("L") ? 0 : 1, last)
                .forEach(number -> rules.add(letter + number)));

    assertThat(rows()).extracting(Row::rule).containsExactlyElementsOf(rules);
  }

  @Test
  void everyRuleHasATestOfItsNumberUnlessItIsForLater() throws IOException {
    assertThat(rows())
        .filteredOn(row -> !NOT_YET.contains(row.rule))
        .extracting(Row::rule)
        .allSatisfy(
            rule -> assertThat(BY_RULE).as("no test's name ends in _" + rule).containsKey(rule));
    assertThat(BY_RULE.keySet())
        .as("a rule for later has a test: take it out of NOT_YET, and say where it is found")
        .doesNotContainAnyElementsOf(NOT_YET);
  }

  @Test
  void noTestHasANumberThatIsNone() throws IOException {
    assertThat(rows()).extracting(Row::rule).containsAll(BY_RULE.keySet());
  }

  @Test
  void numbersStandAtTheEndOfNames() {
    TESTS.forEach(
        (name, source) ->
            assertThat(OTHERWISE.matcher(source).results().map(found -> found.group(1)))
                .as(name)
                .isEmpty());
  }

  @Test
  void whatIsLeftIsSaid() throws IOException {
    for (Row row : rows()) {
      assertThat(row.isNotYet()).as(row.rule).isEqualTo(NOT_YET.contains(row.rule));
      assertThat(row.words.contains("Not yet:")).as(row.rule).isEqualTo(PARTLY.contains(row.rule));
    }
  }

  /** Rules of the design stand beside the code that has them; our own need no number there. */
  @Test
  void everyRuleIsFoundInTheClassesNamed() throws IOException {
    List<String> problems = new ArrayList<>();
    for (Row row : rows()) {
      boolean ours = row.rule.startsWith("O") || row.rule.equals("N1");
      Pattern number = Pattern.compile("\\b" + row.rule + "\\b");
      for (String name : row.classes) {
        if (!MAIN.containsKey(name)) {
          problems.add(row.rule + ": there is no class " + name);
        } else if (!ours && !number.matcher(MAIN.get(name)).find()) {
          problems.add(row.rule + ": " + name + " does not name it");
        }
      }
    }

    assertThat(problems).isEmpty();
  }

  @Test
  void thePageNamesTheTestsThatThereAre() throws IOException {
    String text =
        Files.readString(FILE)
            .lines()
            .map(SemanticsDocumentationTest::withTests)
            .collect(joining("\n", "", "\n"));
    if (Boolean.getBoolean("sojourn.docs.write")) {
      Files.writeString(FILE, text);
    }

    assertThat(Files.readString(FILE)).isEqualTo(text);
  }

  private static String withTests(String line) {
    Matcher row = ROW.matcher(line);
    return row.matches()
        ? "| %s | %s | %s | %s |"
            .formatted(row.group(1), row.group(2), row.group(3), tests(row.group(1)))
        : line;
  }

  private static String tests(String rule) {
    return NOT_YET.contains(rule)
        ? "*not yet*"
        : BY_RULE.getOrDefault(rule, Map.of()).entrySet().stream()
            .map(test -> "`" + test.getKey() + "` " + test.getValue())
            .collect(joining(", "));
  }

  private static List<Row> rows() throws IOException {
    return Files.readString(FILE)
        .lines()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(
            row ->
                new Row(
                    row.group(1),
                    row.group(2),
                    Stream.of(row.group(3).split(", "))
                        .map(name -> name.replace("`", "").strip())
                        .filter(name -> !name.isEmpty())
                        .toList()))
        .toList();
  }
}
