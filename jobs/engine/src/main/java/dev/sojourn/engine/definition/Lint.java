package dev.sojourn.engine.definition;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What an author should see although it does not forbid publishing. Documents name these to silence
 * them, so a name is never taken away and never used for something else.
 */
public enum Lint {
  /** A case, or the else, of a branch that no one ever takes. */
  DEAD_BRANCH(Severity.WARNING, Kind.JOURNEY),
  /** A condition that is never true, or an exit that always holds. */
  CONSTANT_CONDITION(Severity.WARNING, Kind.JOURNEY, Kind.AUDIENCE),
  /** A step to which no way leads. */
  UNREACHABLE_STEP(Severity.WARNING, Kind.JOURNEY),
  /** An edge that nobody takes. */
  EDGE_NEVER_TAKEN(Severity.WARNING, Kind.JOURNEY),
  /** A loop whose waits can all pass at once. */
  LOOP_WITHOUT_WAITING(Severity.WARNING, Kind.JOURNEY),
  /** An await that lasts until the default timeout of the journey. */
  AWAIT_WITHOUT_LIMIT(Severity.WARNING, Kind.JOURNEY),
  /** A report is awaited that cannot come any more, or not yet. */
  REPORT_NEVER_COMES(Severity.WARNING, Kind.JOURNEY),
  /** An answer is read that no call has brought. */
  ANSWER_NEVER_THERE(Severity.WARNING, Kind.JOURNEY),
  /** The journey's timeout ends the stay before a wait does. */
  TIMEOUT_SHORTER_THAN_WAITS(Severity.WARNING, Kind.JOURNEY),
  /** A message that the policy's caps refuse to everybody who got the earlier ones. */
  IMPOSSIBLE_CAP(Severity.WARNING, Kind.JOURNEY),
  /** A cap under which no message of the policy falls. */
  CAP_NEVER_APPLIES(Severity.WARNING, Kind.CONTACT_POLICY),
  /** A journey sends one person more than the channel lets out in time. */
  SENDS_FASTER_THAN_CHANNEL(Severity.WARNING, Kind.JOURNEY),
  /** Nobody is inside when the goal could be reached. */
  GOAL_NEVER_REACHED(Severity.WARNING, Kind.JOURNEY),
  /** Whoever matches the entry is kept out, or leaves again at once. */
  ENTRY_CONTRADICTED(Severity.WARNING, Kind.JOURNEY),
  /** A moment that is past. */
  PAST_MOMENT(Severity.WARNING, Kind.JOURNEY),
  /** A dry run of the journey changes profiles or writes events all the same. */
  ACTS_IN_DRY_RUN(Severity.WARNING, Kind.JOURNEY),
  /** Migrations that would move people round and round. */
  MIGRATION_CIRCLE(Severity.WARNING, Kind.MIGRATION),
  /** Arithmetic that cannot be evaluated when a number comes as whole, or when it does not. */
  MIXED_NUMBERS(Severity.WARNING, Kind.JOURNEY, Kind.AUDIENCE),
  /** Something is silenced that does not occur. */
  NOTHING_TO_SILENCE(Severity.WARNING),
  /** A message expires sooner than the channel's limit may let it through. */
  EXPIRES_BEFORE_LIMIT(Severity.INFO, Kind.JOURNEY),
  /** No journey asks for a consent that the policy needs. */
  CONSENT_NEVER_ASKED(Severity.INFO, Kind.CONTACT_POLICY),
  /** A group for comparison that is very small. */
  TINY_SHARE(Severity.INFO, Kind.JOURNEY),
  /** No journey uses a channel, template or policy. */
  NEVER_USED(Severity.INFO, Kind.CHANNEL, Kind.TEMPLATE, Kind.CONTACT_POLICY),
  /** A medium is named that no channel has. */
  UNKNOWN_MEDIUM(Severity.INFO, Kind.JOURNEY, Kind.CONTACT_POLICY),
  /** A name that no schema declares is nearly one that is declared. */
  UNDECLARED_NAME(Severity.INFO, Kind.JOURNEY, Kind.AUDIENCE, Kind.TEMPLATE);

  /** How much it matters. */
  public enum Severity {
    /** Something does not do what it looks like. */
    WARNING,
    /** Something that may be meant so. */
    INFO;

    /** As it is told. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final Severity severity;
  private final Set<Kind> kinds;

  Lint(Severity severity, Kind... kinds) {
    this.severity = severity;
    this.kinds = EnumSet.noneOf(Kind.class);
    this.kinds.addAll(Set.of(kinds));
  }

  /** As it stands in documents and in what is told. */
  public String label() {
    return label;
  }

  public Severity severity() {
    return severity;
  }

  /** Whether it can occur in documents of a kind, and so be silenced there. */
  public boolean concerns(Kind kind) {
    return kinds.contains(kind);
  }

  /**
   * @throws IllegalArgumentException if there is no such finding
   */
  public static Lint ofLabel(String label) {
    for (Lint lint : values()) {
      if (lint.label.equals(label)) {
        return lint;
      }
    }
    throw new IllegalArgumentException("no such finding: " + label);
  }
}
