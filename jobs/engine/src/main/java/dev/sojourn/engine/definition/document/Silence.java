package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Lint;
import java.util.ArrayList;
import java.util.List;

/**
 * That an author does not want to see a finding.
 *
 * @param at where that is said
 * @param where what it is said of: the whole document, or a step
 */
public record Silence(Lint lint, Path at, Path where) {

  static List<Silence> of(Element root) {
    List<Silence> all = new ArrayList<>();
    add(root.at("metadata").at("silence"), Path.ROOT, all);
    for (Element step : root.at("spec").at("steps").members()) {
      add(step.at("silence"), step.path(), all);
    }
    return all;
  }

  private static void add(Element names, Path where, List<Silence> all) {
    for (Element name : names.items()) {
      all.add(new Silence(Lint.ofLabel(name.textOrEmpty()), name.path(), where));
    }
  }
}
