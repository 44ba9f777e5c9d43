package dev.sojourn.engine.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One way for a condition to be true: a number of facts that hold together. None: it is true
 * anyhow.
 */
record Alternative(List<Fact> facts) {

  /**
   * That a part of an expression has a value: neither the other truth, nor none for want of
   * something.
   *
   * @param text the part's
   * @param limit if the part is a comparison with a constant
   * @param present text of the value whose presence the part asks for; empty if it asks for
   *     anything else
   * @param value what the part gives
   */
  record Fact(String text, Optional<Limit> limit, String present, boolean value) {
    private boolean isSameAs(Fact other) {
      return text.equals(other.text) && value == other.value;
    }

    private boolean isOrder() {
      return value && limit.isPresent() && limit.get().values().isEmpty();
    }

    private boolean isOf(String subject) {
      return limit.isPresent() && limit.get().subject().equals(subject);
    }
  }

  Alternative and(Alternative other) {
    List<Fact> all = new ArrayList<>(facts);
    for (Fact fact : other.facts) {
      if (all.stream().noneMatch(fact::isSameAs)) {
        all.add(fact);
      }
    }
    return new Alternative(all);
  }

  /** Whether the facts cannot hold together. */
  boolean isContradictory() {
    for (Fact fact : facts) {
      for (Fact other : facts) {
        if (contradict(fact, other)) {
          return true;
        }
      }
      if (fact.limit.isPresent()
          && values(fact.limit.get().subject()).filter(List::isEmpty).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static boolean contradict(Fact fact, Fact other) {
    if (fact.text.equals(other.text) && fact.value != other.value) {
      return true;
    }
    if (!fact.present.isEmpty() && !fact.value && other.isOf(fact.present)) {
      // What is compared is there.
      return true;
    }
    return fact.isOrder()
        && other.isOrder()
        && other.isOf(fact.limit.get().subject())
        && fact.limit.get().excludes(other.limit.get());
  }

  /** The values that a subject can still have; empty if it is not confined to some. */
  private Optional<List<Object>> values(String subject) {
    List<Fact> ofSubject = facts.stream().filter(fact -> fact.isOf(subject)).toList();
    return ofSubject.stream()
        .filter(Fact::value)
        .map(fact -> fact.limit.get().values())
        .flatMap(Optional::stream)
        .findFirst()
        .map(
            candidates -> {
              List<Object> left = new ArrayList<>(candidates);
              left.removeIf(
                  candidate ->
                      !ofSubject.stream()
                          .allMatch(
                              fact ->
                                  Objects.equals(fact.limit.get().test(candidate), fact.value)));
              return left;
            });
  }

  /** Whether another one is true whenever this one is. */
  boolean implies(Alternative other) {
    return other.facts.stream().allMatch(this::implies);
  }

  private boolean implies(Fact wanted) {
    if (facts.stream().anyMatch(wanted::isSameAs)) {
      return true;
    }
    if (!wanted.present.isEmpty() && wanted.value) {
      return facts.stream().anyMatch(fact -> fact.isOf(wanted.present));
    }
    if (wanted.limit.isEmpty()) {
      return false;
    }
    Limit limit = wanted.limit.get();
    Optional<List<Object>> values = values(limit.subject());
    if (values.isPresent()) {
      return values.get().stream()
          .allMatch(value -> Objects.equals(limit.test(value), wanted.value));
    }
    return wanted.isOrder()
        && facts.stream()
            .filter(fact -> fact.isOrder() && fact.isOf(limit.subject()))
            .anyMatch(fact -> fact.limit.get().isWithin(limit));
  }
}
