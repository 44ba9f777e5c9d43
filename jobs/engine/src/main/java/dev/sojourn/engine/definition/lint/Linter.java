package dev.sojourn.engine.definition.lint;

import dev.sojourn.engine.definition.Audience;
import dev.sojourn.engine.definition.ContactPolicy;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Lint;
import dev.sojourn.engine.definition.Migration;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.Schema;
import dev.sojourn.engine.definition.document.Path;
import dev.sojourn.engine.definition.document.SourceDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Finds what authors should see in documents that may be published. */
public final class Linter {
  private Linter() {}

  /**
   * Looks at documents that fit together.
   *
   * @param live documents that are live already, and are not looked at; of the same kind and name,
   *     the one that is looked at takes its place. All versions of templates, the live one last
   * @return by file, line and column, without what is silenced
   */
  public static List<Finding> lint(
      Collection<SourceDocument> documents,
      Collection<SourceDocument> live,
      Circumstances circumstances) {
    Known known = new Known(documents, live);
    List<Finding> all = new ArrayList<>();
    for (SourceDocument source : documents) {
      Findings findings = new Findings(source);
      check(source.document(), known, circumstances, findings);
      all.addAll(findings.heard());
    }
    all.sort(
        Comparator.comparing((Finding finding) -> finding.at().file())
            .thenComparingInt(finding -> finding.at().line())
            .thenComparingInt(finding -> finding.at().column())
            .thenComparing(Finding::lint));
    return List.copyOf(all);
  }

  /** What schemas give reason to doubt, although it fits them (A6). */
  private static void doubts(
      Lint lint,
      BiFunction<SourceDocument, Collection<Schema>, Map<Problem, Path>> doubts,
      Known known,
      Findings findings) {
    SourceDocument source = findings.source();
    if (!lint.concerns(source.document().kind())) {
      return;
    }
    if (known.schemas().isEmpty()) {
      findings.cannotJudge(lint);
    }
    doubts
        .apply(source, known.schemas())
        .forEach((problem, path) -> findings.placed(lint, path, problem));
  }

  private static void check(
      Document document, Known known, Circumstances circumstances, Findings findings) {
    UseLint use = new UseLint(known);
    doubts(Lint.UNDECLARED_NAME, SourceDocument::typeDoubts, known, findings);
    doubts(Lint.MIXED_NUMBERS, SourceDocument::numberDoubts, known, findings);
    if (document instanceof Journey journey) {
      JourneyView view = JourneyView.of(journey, known, circumstances);
      StepLint.check(view, findings);
      ExpressionLint.check(view, findings);
      LoopLint.check(view, findings);
      AwaitLint.check(view, findings);
      TimeLint.check(view, findings);
      EntryLint.check(view, findings);
      SendLint.check(view, findings);
      use.check(journey, findings);
    } else if (document instanceof Audience audience) {
      ExpressionLint.check(audience, findings);
    } else if (document instanceof Migration migration) {
      MigrationLint.check(migration, known, circumstances, findings);
    } else if (!(document instanceof Schema)) {
      use.use(document, findings);
      if (document instanceof ContactPolicy policy) {
        use.check(policy, findings);
      }
    }
  }
}
