package dev.sojourn.cli.journeytest;

import dev.sojourn.cli.definition.CheckedDocuments;
import dev.sojourn.cli.definition.DocumentFiles;
import dev.sojourn.cli.definition.YamlFiles;
import dev.sojourn.cli.journeytest.SuiteResult.TimedResult;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.simulator.story.CaseResult;
import dev.sojourn.simulator.story.CaseRunner;
import dev.sojourn.simulator.story.Library;
import dev.sojourn.simulator.story.StoryFile;
import dev.sojourn.simulator.story.Suite;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of all test cases that some paths mean.
 *
 * @param suites what came of the cases; empty if there were problems
 * @param problems with definitions, or with files of cases; nothing was run if there are any
 */
public record TestRun(List<SuiteResult> suites, List<Problem> problems) {

  /**
   * Checks the definitions, then the cases, then runs these.
   *
   * @param paths directories with both, or files of either; if there are only files of cases, the
   *     definitions are those in their directories
   */
  public static TestRun of(List<Path> paths, CaseFilter filter) {
    YamlFiles files = YamlFiles.of(paths);
    List<Path> definitions = definitions(files);
    List<Problem> problems = new ArrayList<>(files.problems());
    if (files.cases().isEmpty() && problems.isEmpty()) {
      problems.add(
          new Problem(
              paths.get(0).toString(),
              0,
              0,
              "",
              "no file of test cases was found",
              "name it *.test.yaml; see docs/testing.md"));
    }
    Library library = new Library(List.of());
    if (!definitions.isEmpty()) {
      CheckedDocuments checked = DocumentFiles.check(definitions, List.of());
      problems.addAll(checked.problems());
      library = new Library(checked.sources());
    }
    // Names in the cases would be wrong too.
    if (!problems.isEmpty()) {
      return new TestRun(List.of(), List.copyOf(problems));
    }
    List<Suite> suites = new ArrayList<>();
    for (Path file : files.cases()) {
      StoryFile.Reading reading = read(file, library);
      suites.addAll(reading.suites());
      problems.addAll(reading.problems());
    }
    return problems.isEmpty()
        ? new TestRun(run(suites, library, filter), List.of())
        : new TestRun(List.of(), List.copyOf(problems));
  }

  /**
   * Takes each path for a set of its own: its cases are run with its definitions only. Nothing is
   * run if there are problems with any of them.
   */
  public static TestRun ofEach(List<Path> paths, CaseFilter filter) {
    List<TestRun> runs = paths.stream().map(path -> of(List.of(path), filter)).toList();
    List<Problem> problems = runs.stream().flatMap(run -> run.problems().stream()).toList();
    return problems.isEmpty()
        ? new TestRun(runs.stream().flatMap(run -> run.suites().stream()).toList(), List.of())
        : new TestRun(List.of(), problems);
  }

  private static List<Path> definitions(YamlFiles files) {
    if (!files.definitions().isEmpty()) {
      return List.copyOf(files.definitions());
    }
    List<Path> beside =
        files.cases().stream().map(file -> file.toAbsolutePath().getParent()).distinct().toList();
    return List.copyOf(YamlFiles.of(beside).definitions());
  }

  private static StoryFile.Reading read(Path file, Library library) {
    String problem;
    try {
      return StoryFile.read(file.toString(), Files.readString(file), library);
    } catch (CharacterCodingException e) {
      problem = "is not UTF-8";
    } catch (IOException e) {
      problem = Files.exists(file) ? "cannot be read: " + e.getMessage() : "there is no such file";
    }
    return new StoryFile.Reading(
        List.of(), List.of(new Problem(file.toString(), 0, 0, "", problem, "check the file")));
  }

  private static List<SuiteResult> run(List<Suite> suites, Library library, CaseFilter filter) {
    List<SuiteResult> results = new ArrayList<>();
    for (Suite suite : suites) {
      List<TimedResult> cases =
          suite.cases().stream()
              .filter(test -> filter.accepts(suite.name(), test.name()))
              .map(
                  test -> {
                    long begin = System.nanoTime();
                    CaseResult result = CaseRunner.run(test, library);
                    return new TimedResult(result, Duration.ofNanos(System.nanoTime() - begin));
                  })
              .toList();
      if (!cases.isEmpty()) {
        results.add(new SuiteResult(suite, cases));
      }
    }
    return List.copyOf(results);
  }

  /** How many cases were run. */
  public int cases() {
    return suites.stream().mapToInt(suite -> suite.cases().size()).sum();
  }

  /** How many of them did not pass. */
  public int failed() {
    return suites.stream().mapToInt(SuiteResult::failed).sum();
  }
}
