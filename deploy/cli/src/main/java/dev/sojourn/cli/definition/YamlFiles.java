package dev.sojourn.cli.definition;

import dev.sojourn.engine.definition.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The YAML files that paths mean: definitions, and the test cases that lie beside them.
 *
 * @param definitions *.yaml and *.yml files, in order
 * @param cases *.test.yaml and *.test.yml files, in order
 * @param problems directories that hold nothing, or cannot be read
 */
public record YamlFiles(
    NavigableSet<Path> definitions, NavigableSet<Path> cases, List<Problem> problems) {

  /**
   * Finds the files.
   *
   * @param paths files, whatever their name, or directories, at any depth
   */
  public static YamlFiles of(List<Path> paths) {
    YamlFiles found = new YamlFiles(new TreeSet<>(), new TreeSet<>(), new ArrayList<>());
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        found.addAll(path);
      } else {
        found.add(path);
      }
    }
    return found;
  }

  private void addAll(Path directory) {
    try (Stream<Path> walk = Files.walk(directory)) {
      List<Path> files = walk.filter(YamlFiles::isYaml).toList();
      if (files.isEmpty()) {
        note(directory, "holds no *.yaml or *.yml file", "name the directory that does");
      }
      files.forEach(this::add);
    } catch (IOException | UncheckedIOException e) {
      note(directory, "cannot be read: " + e.getMessage(), "check its permissions");
    }
  }

  private void add(Path file) {
    (isCases(file) ? cases : definitions).add(file);
  }

  private void note(Path path, String message, String remedy) {
    problems.add(new Problem(path.toString(), 0, 0, "", message, remedy));
  }

  private static boolean isYaml(Path path) {
    String name = path.getFileName().toString();
    return Files.isRegularFile(path)
        && !name.startsWith(".")
        && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }

  private static boolean isCases(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".test.yaml") || name.endsWith(".test.yml");
  }
}
