package dev.sojourn.cli.definition;

import dev.sojourn.engine.definition.DefinitionException;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.DocumentParser;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.document.DocumentSet;
import dev.sojourn.engine.definition.document.DocumentSource;
import dev.sojourn.engine.definition.document.Documents;
import dev.sojourn.engine.definition.document.SourceDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads documents from files and directories, and checks them with everything that a deployment
 * knows.
 */
public final class DocumentFiles {
  private final List<SourceDocument> sources = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private DocumentFiles() {}

  /**
   * Checks documents each by itself, together, and together with some that are live.
   *
   * @param paths files, or directories whose *.yaml and *.yml files are meant, at any depth
   * @param live what is published already; empty to check the files alone
   */
  public static CheckedDocuments check(List<Path> paths, List<DocumentVersion> live) {
    DocumentFiles files = new DocumentFiles();
    for (Path file : files.files(paths)) {
      files.read(file);
    }
    if (files.problems.isEmpty()) {
      // Else what refers to a document that could not be read would be wrong too.
      files.problems.addAll(DocumentSet.check(files.sources, parsed(live)));
    }
    files.problems.addAll(new DeploymentChecks(files.sources, live).problems());
    return new CheckedDocuments(
        files.sources.stream().map(DocumentFiles::version).toList(), List.copyOf(files.problems));
  }

  /** Checks documents each by itself only: what they refer to may be live somewhere. */
  public static List<Problem> read(List<Path> paths) {
    DocumentFiles files = new DocumentFiles();
    files.files(paths).forEach(files::read);
    return List.copyOf(files.problems);
  }

  private Set<Path> files(List<Path> paths) {
    Set<Path> files = new TreeSet<>();
    for (Path path : paths) {
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      try (Stream<Path> walk = Files.walk(path)) {
        List<Path> found = walk.filter(DocumentFiles::isDocument).toList();
        if (found.isEmpty()) {
          note(path, "holds no *.yaml or *.yml file", "name the directory that does");
        }
        files.addAll(found);
      } catch (IOException | UncheckedIOException e) {
        note(path, "cannot be read: " + e.getMessage(), "check its permissions");
      }
    }
    return files;
  }

  private static boolean isDocument(Path path) {
    String name = path.getFileName().toString();
    return Files.isRegularFile(path)
        && !name.startsWith(".")
        && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }

  private void read(Path file) {
    try {
      DocumentSource.Reading reading = DocumentSource.read(file.toString(), Files.readString(file));
      sources.addAll(reading.documents());
      problems.addAll(reading.problems());
    } catch (CharacterCodingException e) {
      note(file, "is not UTF-8", "save it as UTF-8");
    } catch (IOException e) {
      note(
          file,
          Files.exists(file) ? "cannot be read: " + e.getMessage() : "there is no such file",
          "check the path");
    }
  }

  private void note(Path path, String message, String remedy) {
    problems.add(new Problem(path.toString(), 0, 0, "", message, remedy));
  }

  private static List<Document> parsed(List<DocumentVersion> live) {
    DocumentParser parser = new Documents();
    List<Document> documents = new ArrayList<>();
    for (DocumentVersion version : live) {
      try {
        documents.add(parser.parse(version.kind(), version.json()));
      } catch (DefinitionException e) {
        // The jobs refuse it too, and report it; for these checks it is not there.
      }
    }
    return documents;
  }

  private static DocumentVersion version(SourceDocument source) {
    Document document = source.document();
    return new DocumentVersion(
        document.kind(),
        document.name(),
        document.version(),
        source.canonicalJson(),
        source.file());
  }
}
