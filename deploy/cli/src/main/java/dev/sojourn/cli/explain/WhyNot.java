package dev.sojourn.cli.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why a person is not in a journey, or got no message from it.
 *
 * @param inside the stays that have not ended: the person is in it
 * @param lastInside the latest stay that has ended; empty if there is none, or the person is in it
 * @param refusals the latest ones, the newest first
 * @param messages steps at which a message was requested, held or not sent, the newest first
 * @param checks what had to be so, if nothing of the above answers the question
 */
record WhyNot(
    String journey,
    List<Visit> inside,
    Optional<Visit> lastInside,
    List<Transition> refusals,
    List<Transition> messages,
    List<Check> checks) {
  private static final int MOST = 5;

  static WhyNot of(String journey, Person person, EntryChecks checks) {
    Person here = person.onlyJourney(journey);
    List<Visit> inside = new ArrayList<>();
    Optional<Visit> ended = Optional.empty();
    List<Transition> messages = new ArrayList<>();
    for (Visit visit : here.visits()) {
      if (visit.place().kind() == Place.Kind.ENDED) {
        ended = Optional.of(visit);
      } else {
        inside.add(visit);
      }
      visit.transitions().stream()
          .filter(
              step ->
                  step.is(Transition.SENT)
                      || step.is(Transition.NOT_SENT)
                      || step.is(Transition.HELD))
          .forEach(messages::add);
    }
    messages.sort(Comparator.comparing(Transition::at));
    List<Transition> refusals = newest(here.refusals());
    boolean refusedSince =
        !refusals.isEmpty()
            && ended.filter(visit -> visit.last().at().isAfter(refusals.get(0).at())).isEmpty();
    return new WhyNot(
        journey,
        List.copyOf(inside),
        inside.isEmpty() ? ended : Optional.empty(),
        refusals,
        newest(messages),
        inside.isEmpty() && !refusedSince ? checks.of(journey) : List.of());
  }

  private static List<Transition> newest(List<Transition> inOrder) {
    List<Transition> newest = new ArrayList<>(inOrder);
    Collections.reverse(newest);
    return List.copyOf(newest.subList(0, Math.min(MOST, newest.size())));
  }
}
