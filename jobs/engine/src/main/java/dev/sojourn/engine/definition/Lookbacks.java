package dev.sojourn.engine.definition;

import static java.util.stream.Collectors.joining;

import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.id.Hashes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the awaits of one journey's version want to be remembered from before the person comes to
 * them (S4). Immutable.
 */
public final class Lookbacks {
  private static final Lookbacks NONE = new Lookbacks();

  private final List<Wanted> sinceEntry = new ArrayList<>();
  private final Map<String, List<Wanted>> byEventType = new HashMap<>();
  private final List<Recent> recent = new ArrayList<>();

  /**
   * One of the things awaited that is to be remembered for each instance.
   *
   * @param sighting 48 bits that name it among those of its journey
   */
  public record Wanted(Step.Awaited awaited, long sighting) {}

  /**
   * One of the things awaited that is to be remembered for the person, whether inside or not.
   *
   * @param sighting 48 bits that name it, the same for equal ones of all journeys
   * @param keepMillis how long it matters
   */
  public record Recent(Step.Awaited awaited, long sighting, long keepMillis) {}

  private Lookbacks() {}

  /** What a journey's awaits want to be remembered. */
  static Lookbacks of(Journey journey) {
    Lookbacks lookbacks = new Lookbacks();
    for (Step step : journey.steps().values()) {
      if (step instanceof Step.Await await && await.lookback().isPresent()) {
        for (int i = 0; i < await.matches().size(); i++) {
          lookbacks.add(await, i);
        }
      }
    }
    return lookbacks.sinceEntry.isEmpty() && lookbacks.recent.isEmpty() ? NONE : lookbacks;
  }

  private void add(Step.Await await, int index) {
    Step.Awaited awaited = await.matches().get(index);
    if (await.lookback().orElseThrow() instanceof Step.Within within && isOfThePerson(awaited)) {
      recent.add(new Recent(awaited, ofThePerson(awaited), within.period().toMillis()));
      return;
    }
    Wanted wanted = new Wanted(awaited, ofTheInstance(await.id(), index));
    sinceEntry.add(wanted);
    if (awaited instanceof Step.AwaitedEvent event) {
      byEventType.computeIfAbsent(event.event().type(), t -> new ArrayList<>()).add(wanted);
    }
  }

  /** A report is always on a request of the instance. */
  private static boolean isOfThePerson(Step.Awaited awaited) {
    return !(awaited instanceof Step.AwaitedReport);
  }

  /** Names one of the things that a step awaits, for as long as the instance lives. */
  public static long ofTheInstance(String step, int index) {
    return Hashes.hash48(step, Integer.toString(index));
  }

  /** Names an awaited event or change of membership by what it says. */
  public static long ofThePerson(Step.Awaited awaited) {
    if (awaited instanceof Step.AwaitedEvent event) {
      return Hashes.hash48(
          event.event().type(), event.event().when().map(Expression::source).orElse(""));
    }
    Journey.AudienceTransition transition = ((Step.AwaitedAudience) awaited).transition();
    return Hashes.hash48(transition.audience(), transition.entered() ? "+" : "-");
  }

  /** An awaited report in words. */
  public static String reportLabel(Step.AwaitedReport report) {
    return report.statuses().stream()
        .map(status -> status.label())
        .sorted()
        .collect(joining(" or ", "", " of " + report.of()));
  }

  /** Whether nothing is to be remembered for an instance. */
  public boolean isEmpty() {
    return sinceEntry.isEmpty();
  }

  /** What is to be remembered for an instance of events of a type. */
  public List<Wanted> ofType(String eventType) {
    return byEventType.getOrDefault(eventType, List.of());
  }

  /** Everything that is to be remembered for an instance. */
  public List<Wanted> all() {
    return sinceEntry;
  }

  /** What is to be remembered for the person. */
  List<Recent> recent() {
    return recent;
  }
}
