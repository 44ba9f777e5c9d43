package dev.sojourn.cli.definition;

import dev.sojourn.engine.definition.DefinitionException;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.document.DocumentSet;
import dev.sojourn.engine.definition.document.DocumentSource;
import dev.sojourn.engine.definition.document.Documents;
import dev.sojourn.engine.definition.document.Publication;
import dev.sojourn.engine.definition.document.SourceDocument;
import dev.sojourn.engine.definition.document.TypeFit;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

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
   * @param paths files, or directories whose *.yaml and *.yml files are meant, at any depth; test
   *     cases among them are left out
   * @param live what is published already; empty to check the files alone
   */
  public static CheckedDocuments check(List<Path> paths, List<DocumentVersion> live) {
    return reading(paths).check(live, Publication.ALL_NEW, document -> true);
  }

  /**
   * As above, with what is published: what is live, and of journeys the versions between which
   * migrations among the documents move people.
   *
   * @param state in which they are to be published; empty: as {@link Plan} says
   */
  public static CheckedDocuments check(
      List<Path> paths, Published published, Optional<PublicationState> state) {
    DocumentFiles files = reading(paths);
    MigratedVersions migrated = new MigratedVersions(files.sources, published);
    List<DocumentVersion> live = new ArrayList<>(migrated.published());
    live.addAll(published.known());
    files.problems.addAll(migrated.problems());
    return files.check(
        live,
        new PlannedPublication(files.sources, published, state),
        document ->
            published.isInUse(
                new DocumentName(document.kind(), document.name()), document.version()));
  }

  private static DocumentFiles reading(List<Path> paths) {
    DocumentFiles files = new DocumentFiles();
    for (Path file : files.files(paths)) {
      files.read(file);
    }
    return files;
  }

  private CheckedDocuments check(
      List<DocumentVersion> live, Publication publication, Predicate<Document> isInUse) {
    List<SourceDocument> known = parsed(live);
    if (problems.isEmpty()) {
      // Else what refers to a document that could not be read would be wrong too.
      problems.addAll(
          DocumentSet.check(
              sources, known.stream().map(SourceDocument::document).toList(), publication));
      List<SourceDocument> inUse =
          known.stream().filter(source -> isInUse.test(source.document())).toList();
      problems.addAll(TypeFit.checkLive(sources, inUse, publication));
    }
    problems.addAll(new DeploymentChecks(sources, live).problems());
    return new CheckedDocuments(List.copyOf(sources), known, List.copyOf(problems));
  }

  /** Checks documents each by itself only: what they refer to may be live somewhere. */
  public static List<Problem> read(List<Path> paths) {
    DocumentFiles files = new DocumentFiles();
    files.files(paths).forEach(files::read);
    return List.copyOf(files.problems);
  }

  private Set<Path> files(List<Path> paths) {
    YamlFiles files = YamlFiles.of(paths);
    problems.addAll(files.problems());
    if (files.definitions().isEmpty() && !files.cases().isEmpty()) {
      note(
          files.cases().first(),
          "holds test cases, and there are no definitions beside it",
          "name the files of the definitions; `sojourn test` runs test cases");
    }
    return files.definitions();
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

  private static List<SourceDocument> parsed(List<DocumentVersion> live) {
    List<SourceDocument> documents = new ArrayList<>();
    for (DocumentVersion version : live) {
      try {
        documents.add(Documents.read(version.kind(), version.json()));
      } catch (DefinitionException e) {
        // The jobs refuse it too, and report it; for these checks it is not there.
      }
    }
    return documents;
  }
}
