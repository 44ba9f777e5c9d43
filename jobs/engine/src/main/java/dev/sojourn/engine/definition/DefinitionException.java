package dev.sojourn.engine.definition;

import java.util.List;
import java.util.stream.Collectors;

/** A document is not one that may be published; tells everything that is wrong with it. */
public final class DefinitionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  public DefinitionException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
