package dev.sojourn.engine.definition.lint;

import dev.sojourn.engine.definition.Lint;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.document.Path;
import dev.sojourn.engine.definition.document.Silence;
import dev.sojourn.engine.definition.document.SourceDocument;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Collects what is found in one document. */
final class Findings {
  static final Path SPEC = Path.ROOT.child("spec");
  static final Path STEPS = SPEC.child("steps");

  private final SourceDocument source;
  private final List<Found> found = new ArrayList<>();
  private final Set<Lint> unjudged = EnumSet.noneOf(Lint.class);

  private record Found(Lint lint, Path path, Problem at) {}

  Findings(SourceDocument source) {
    this.source = source;
  }

  SourceDocument source() {
    return source;
  }

  /** Something about a value. */
  void at(Lint lint, Path path, String message, String remedy) {
    found.add(new Found(lint, path, source.problem(path, message, remedy)));
  }

  /** Something about a member, whatever its value. */
  void atName(Lint lint, Path path, String message, String remedy) {
    found.add(new Found(lint, path, source.problemAtName(path, message, remedy)));
  }

  /** Something that was found with its place. */
  void placed(Lint lint, Path path, Problem at) {
    found.add(new Found(lint, path, at));
  }

  /** Too little is known to tell whether this occurs. */
  void cannotJudge(Lint lint) {
    unjudged.add(lint);
  }

  /** What is not silenced, and what is silenced without need. */
  List<Finding> heard() {
    List<Finding> heard = new ArrayList<>();
    List<Silence> silences = source.silences();
    for (Found one : found) {
      if (silences.stream().noneMatch(silence -> covers(silence, one))) {
        heard.add(new Finding(one.lint, one.at));
      }
    }
    for (Silence silence : silences) {
      boolean needed = found.stream().anyMatch(one -> covers(silence, one));
      if (!needed && !unjudged.contains(silence.lint())) {
        heard.add(
            new Finding(
                Lint.NOTHING_TO_SILENCE,
                source.problem(
                    silence.at(),
                    "'" + silence.lint().label() + "' does not occur here",
                    "remove it from silence")));
      }
    }
    return heard;
  }

  private static boolean covers(Silence silence, Found found) {
    return silence.lint() == found.lint && found.path.isIn(silence.where());
  }
}
