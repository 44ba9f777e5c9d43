package dev.sojourn.engine.life;

import static dev.sojourn.engine.life.LifeArc.ANY;
import static dev.sojourn.engine.life.LifeState.ANSWER;
import static dev.sojourn.engine.life.LifeState.AWAITING;
import static dev.sojourn.engine.life.LifeState.CAPPED;
import static dev.sojourn.engine.life.LifeState.COMPETING;
import static dev.sojourn.engine.life.LifeState.ENDED;
import static dev.sojourn.engine.life.LifeState.MOVING;
import static dev.sojourn.engine.life.LifeState.OUTCOME;
import static dev.sojourn.engine.life.LifeState.OUTSIDE;
import static dev.sojourn.engine.life.LifeState.PAUSED;
import static dev.sojourn.engine.life.LifeState.QUIET;
import static dev.sojourn.engine.life.LifeState.WAITING;

import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.life.LifeRow.By;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The life of an instance: every transition that there is. What the engine tells is held against it
 * in every test of the rules and in random histories; a transition that is not here fails the test
 * in which it happens, and one that never happens fails {@code InstanceLifeTest}.
 */
public final class LifeTable {
  /** Where an instance can stand from one moment to another. */
  static final List<LifeState> RESTING =
      List.of(WAITING, AWAITING, PAUSED, QUIET, CAPPED, COMPETING, OUTCOME, ANSWER);

  /** Whence a send is tried. */
  private static final List<LifeState> TO_SEND = List.of(MOVING, PAUSED, QUIET, CAPPED, COMPETING);

  private static final List<LifeState> ON_THE_WAY = List.of(MOVING);

  private static final String[] GUARDS = {
    "not-live",
    "paused",
    "outside-dates",
    "already-inside",
    "reentry",
    "excluded",
    "holdout",
    "cap-reached",
    "lower-priority"
  };

  private static final Map<String, List<LifeRow>> SECTIONS = sections();

  private LifeTable() {}

  /** The rows, by what they are about; in the order of the documentation. */
  static Map<String, List<LifeRow>> rows() {
    return SECTIONS;
  }

  /** Every transition that there is. */
  public static Set<LifeArc> arcs() {
    Set<LifeArc> arcs = new LinkedHashSet<>();
    SECTIONS.values().forEach(rows -> rows.forEach(row -> arcs.addAll(row.arcs())));
    return arcs;
  }

  /** The transition that something seen is an example of; empty if there is none. */
  static Optional<LifeArc> find(LifeArc seen, boolean bySignal) {
    return SECTIONS.values().stream()
        .flatMap(List::stream)
        .filter(row -> row.matches(seen, bySignal))
        .findFirst()
        .map(row -> row.generalized(seen));
  }

  private static Map<String, List<LifeRow>> sections() {
    Map<String, List<LifeRow>> sections = new LinkedHashMap<>();
    sections.put("Coming in", comingIn());
    sections.put("Waits and awaits", waits());
    sections.put("Branches and sides", choices());
    sections.put("Sends", sends());
    sections.put("Calls", calls());
    sections.put("Updates, emitted events and jumps", actions());
    sections.put("Goals and ends from outside of the steps", outside());
    sections.put("Moves to another version", moves());
    sections.put("Ends on the way", ends());
    return sections;
  }

  private static List<LifeRow> comingIn() {
    return List.of(
        row(OUTSIDE, "a guard refuses (E8)", Kind.ENTRY_REFUSED, OUTSIDE).reason(GUARDS),
        row(
            OUTSIDE,
            "an event, a change of membership, a request or a jump",
            Kind.ENTERED,
            MOVING));
  }

  private static List<LifeRow> waits() {
    return List.of(
        row("wait", "a moment in the future (S2)", Kind.WAITING, WAITING),
        row("wait", "a moment already past, or none (S2)", Kind.PASSED, MOVING)
            .edge("next")
            .reason("already-past", "moment-missing"),
        row(WAITING, "its moment comes (S2)", Kind.PASSED, MOVING).edge("next").by(By.TIME),
        row("await", "nothing yet (S3)", Kind.WAITING, AWAITING),
        row("await", "looking back, it has occurred already (S4)", Kind.PASSED, MOVING)
            .edge("next")
            .reason(ANY),
        row("await", "the message awaited was not sent (S3)", Kind.PASSED, MOVING)
            .edge("notSent", "timeout")
            .reason("not-sent"),
        row(AWAITING, "an event, a change of membership or a report (S3)", Kind.PASSED, MOVING)
            .edge("next")
            .reason(ANY),
        row(AWAITING, "the time limit (S3)", Kind.PASSED, MOVING)
            .edge("timeout")
            .reason("timeout")
            .by(By.TIME),
        row(AWAITING, "the message awaited turns out not to be sent (S3)", Kind.PASSED, MOVING)
            .edge("notSent", "timeout")
            .reason("not-sent")
            .by(By.SIGNAL));
  }

  private static List<LifeRow> choices() {
    return List.of(
        row("branch", "a condition holds (S5)", Kind.PASSED, MOVING).edge("when").reason(ANY),
        row("branch", "none holds (S5)", Kind.PASSED, MOVING).edge("else"),
        row("branch", "one cannot be evaluated (S5)", Kind.PASSED, MOVING)
            .edge("failed")
            .reason("condition-error"),
        row("split", "a side by the hash (S6)", Kind.ASSIGNED, MOVING).edge(ANY),
        row("experiment", "a side, or control, by the hash (S7)", Kind.ASSIGNED, MOVING).edge(ANY));
  }

  private static List<LifeRow> sends() {
    return List.of(
        LifeRow.of(TO_SEND, "send", "allowed (S8)", Kind.SENT, MOVING).edge("next"),
        LifeRow.of(TO_SEND, "send", "allowed, with awaitOutcome (S8)", Kind.SENT, OUTCOME),
        LifeRow.of(TO_SEND, "send", "refused by a check (P2–P6)", Kind.NOT_SENT, MOVING)
            .edge("skipped", "next")
            .reason("unreachable", "no-consent", "suppressed", "quiet-hours", "capped"),
        LifeRow.of(TO_SEND, "send", "something is not published", Kind.NOT_SENT, MOVING)
            .edge("skipped", "next")
            .reason("policy-unknown", "channel-unknown", "template-unknown"),
        LifeRow.of(TO_SEND, "send", "values too deep for a request", Kind.NOT_SENT, MOVING)
            .edge("skipped", "next")
            .reason("data-too-deep"),
        LifeRow.of(
                List.of(MOVING, QUIET, CAPPED, COMPETING),
                "send",
                "a pause that skips (V1)",
                Kind.NOT_SENT,
                MOVING)
            .edge("skipped", "next")
            .reason("paused"),
        LifeRow.of(
                List.of(MOVING, QUIET, CAPPED, COMPETING),
                "send",
                "a pause (V1)",
                Kind.HELD,
                PAUSED)
            .reason("paused"),
        LifeRow.of(TO_SEND, "send", "quiet hours that hold (P5)", Kind.HELD, QUIET)
            .reason("quiet-hours"),
        LifeRow.of(
                List.of(MOVING, PAUSED, QUIET, COMPETING),
                "send",
                "no place, and the policy holds (P6)",
                Kind.HELD,
                CAPPED)
            .reason("capped"),
        LifeRow.of(
                List.of(MOVING, PAUSED, QUIET, CAPPED),
                "send",
                "others may want the last place (P7)",
                Kind.HELD,
                COMPETING)
            .reason("competing"),
        row(OUTCOME, "the final report (S8)", Kind.PASSED, MOVING)
            .edge("next", "failed")
            .reason(ANY)
            .by(By.SIGNAL));
  }

  private static List<LifeRow> calls() {
    return List.of(
        LifeRow.of(List.of(MOVING, PAUSED), "call", "asked (S9)", Kind.CALLED, ANSWER),
        LifeRow.of(List.of(MOVING, PAUSED), "call", "it cannot be asked (S9)", Kind.PASSED, MOVING)
            .edge("failed")
            .reason("channel-unknown", "template-unknown", "data-too-deep"),
        LifeRow.of(List.of(MOVING, PAUSED), "call", "the same, undrawn (S9)", Kind.ENDED, ENDED)
            .reason("call-failed"),
        row("call", "a pause (V1)", Kind.HELD, PAUSED).reason("paused"),
        row("call", "a pause that skips (V1)", Kind.NOT_SENT, MOVING)
            .edge("failed", "next")
            .reason("paused"),
        row(ANSWER, "the answer (S9)", Kind.PASSED, MOVING)
            .edge("next")
            .reason("sent", "dry", "in-doubt")
            .by(By.SIGNAL),
        row(ANSWER, "an error (S9)", Kind.PASSED, MOVING)
            .edge("failed")
            .reason(ANY, "answer-too-large")
            .by(By.SIGNAL),
        row(ANSWER, "no answer in time (S9)", Kind.PASSED, MOVING)
            .edge("timeout", "failed")
            .reason("timeout")
            .by(By.TIME),
        row(ANSWER, "either, undrawn (S9)", Kind.ENDED, ENDED).reason("call-failed"));
  }

  private static List<LifeRow> actions() {
    return List.of(
        row("", "done (S10, S12)", Kind.PASSED, MOVING).at("update", "emit").edge("next"),
        row("jump", "the other journey starts (S13)", Kind.PASSED, MOVING).edge("next"),
        row("jump", "the other journey refuses (S13, E8)", Kind.PASSED, MOVING)
            .edge("failed", "next")
            .reason(GUARDS),
        row("jump", "no key, or too many instances (S13)", Kind.PASSED, MOVING)
            .edge("failed", "next")
            .reason("key-missing", "too-many-instances"),
        row("jump", "it ends this one (S13)", Kind.ENDED, ENDED).reason("jumped"));
  }

  private static List<LifeRow> outside() {
    return List.of(
        LifeRow.of(RESTING, "", "the goal is reached (S15)", Kind.GOAL, null),
        row("send", "the same, before its turn comes (S15, P7)", Kind.GOAL, MOVING),
        LifeRow.of(RESTING, "", "the goal is an exit (S15)", Kind.ENDED, ENDED).reason("goal"),
        LifeRow.of(RESTING, "", "an exit holds (L1)", Kind.ENDED, ENDED).reason("exit"),
        LifeRow.of(RESTING, "", "the journey's timeout (L3)", Kind.ENDED, ENDED)
            .reason("timeout")
            .by(By.TIME),
        LifeRow.of(RESTING, "", "the end date ejects (L4)", Kind.ENDED, ENDED)
            .reason("end-date")
            .by(By.TIME),
        LifeRow.of(RESTING, "", "the journey is stopped (V1)", Kind.ENDED, ENDED).reason("stopped"),
        LifeRow.of(RESTING, "", "one of higher priority comes in (E8)", Kind.ENDED, ENDED)
            .reason("displaced"),
        LifeRow.of(RESTING, "", "its schedule begins anew (E4)", Kind.ENDED, ENDED)
            .reason("restarted"));
  }

  private static List<LifeRow> moves() {
    return List.of(
        LifeRow.of(RESTING, "", "to a step of the same kind (V3)", Kind.MOVED, null)
            .reason("kept")
            .by(By.SIGNAL),
        LifeRow.of(
                List.of(WAITING, AWAITING, ANSWER),
                "",
                "the same, its limit counted anew (V3)",
                Kind.MOVED,
                null)
            .reason("recomputed")
            .by(By.SIGNAL),
        LifeRow.of(RESTING, "", "to a step that begins (V3)", Kind.MOVED, MOVING)
            .reason("begun")
            .by(By.SIGNAL),
        LifeRow.of(ON_THE_WAY, "", "the same, before its turn comes (V3, P7)", Kind.MOVED, MOVING)
            .reason("begun")
            .by(By.SIGNAL),
        LifeRow.of(RESTING, "", "out of the journey (V3)", Kind.ENDED, ENDED)
            .reason("migrated")
            .by(By.SIGNAL));
  }

  private static List<LifeRow> ends() {
    return List.of(
        row("", "an edge leads nowhere, or to an end (S14)", Kind.ENDED, ENDED).reason("completed"),
        row("", "an exit holds, right before (P1)", Kind.ENDED, ENDED)
            .at("send", "call")
            .reason("exit"),
        row("send", "before its turn comes (P7)", Kind.ENDED, ENDED)
            .reason("goal", "displaced", "migrated"),
        row("send", "before its turn comes (P7)", Kind.ENDED, ENDED)
            .reason("timeout", "end-date")
            .by(By.TIME),
        row("jump", "what it starts takes its place (E8)", Kind.ENDED, ENDED).reason("displaced"),
        row("", "an expression cannot be evaluated (S5)", Kind.ENDED, ENDED)
            .at("wait", "branch", "update", "emit", "jump")
            .reason("condition-error"),
        row("update", "the profile would be too large", Kind.ENDED, ENDED)
            .reason("profile-too-large"),
        row("", "the values are too large (E10)", Kind.ENDED, ENDED)
            .at("emit", "jump")
            .reason("event-too-large"),
        row("emit", "too many emitted events in a chain (S12)", Kind.ENDED, ENDED)
            .reason("too-many-hops"),
        row("", "too many steps without waiting (S1)", Kind.ENDED, ENDED).reason("runaway"),
        row("", "no such step, which publishing refuses", Kind.ENDED, ENDED)
            .reason("definition-invalid"),
        LifeRow.of(List.of(MOVING, AWAITING), "", "a fault of the engine", Kind.ENDED, ENDED)
            .reason("instance-failed"));
  }

  private static LifeRow row(LifeState from, String happens, Kind kind, LifeState to) {
    return LifeRow.of(List.of(from), "", happens, kind, to);
  }

  /** From a step of a kind, on the way. */
  private static LifeRow row(String at, String happens, Kind kind, LifeState to) {
    return LifeRow.of(ON_THE_WAY, at, happens, kind, to);
  }
}
