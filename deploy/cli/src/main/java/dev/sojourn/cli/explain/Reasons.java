package dev.sojourn.cli.explain;

import dev.sojourn.cli.explain.Reason.Group;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every reason that the engine and the delivery job can give, in words, with what to do about it. A
 * test finds the engine's own reasons and fails if one is missing here.
 */
final class Reasons {
  private static final List<Reason> ALL =
      Stream.of(entries(), sends(), passes(), ends(), DeliveryReasons.all())
          .flatMap(List::stream)
          .toList();

  private Reasons() {}

  /** In the order of the documentation. */
  static List<Reason> all() {
    return ALL;
  }

  /** Empty if the code is not known in this group. */
  static Optional<Reason> of(Group group, String code) {
    return ALL.stream()
        .filter(reason -> reason.group() == group && reason.code().equals(code))
        .findFirst();
  }

  /** The reason of a transition; empty if it has none, or none that is a code. */
  static Optional<Reason> of(Transition transition) {
    return switch (transition.kind()) {
      case Transition.ENTRY_REFUSED -> of(Group.ENTRY, transition.reason());
      case Transition.NOT_SENT, Transition.HELD -> of(Group.SEND, transition.reason());
      case Transition.PASSED ->
          of(Group.PASS, transition.reason())
              .or(() -> of(Group.SEND, transition.reason()))
              .or(() -> of(Group.DELIVERY, transition.reason()));
      case Transition.ENDED -> of(Group.END, transition.reason());
      default -> Optional.empty();
    };
  }

  /** Why a request came to its outcome: by its code, or else by its status; empty if unknown. */
  static Optional<Reason> of(Report report) {
    return of(Group.DELIVERY, report.code()).or(() -> of(Group.DELIVERY, report.status()));
  }

  // E8, in the order in which the guards are checked.
  private static List<Reason> entries() {
    return List.of(
        entry(
            "not-live",
            "the journey was not live",
            "Look at its state with `sojourn get journey`, and make it live with `sojourn apply --state live`."),
        entry(
            "paused",
            "the journey was paused, and lets nobody in while it is",
            "Resume it with `sojourn apply --state live`; who came meanwhile does not come in by itself."),
        entry(
            "outside-dates",
            "it was before the journey's startsAt, or its endsAt was reached",
            "Change startsAt or endsAt in a new version."),
        entry(
            "already-inside",
            "the person was in the journey already, with the same key",
            "Nothing, if once at a time is meant; else give the journey a key, so that stays run side by side."),
        entry(
            "reentry",
            "the journey does not let the person in again yet, or ever",
            "Change `reentry`: it counts from the earlier entry, whatever became of it."),
        entry(
            "excluded",
            "the person is in an audience that the journey excludes",
            "Look at how the person came into the audience, or change `exclude`."),
        entry(
            "holdout",
            "the person belongs to the holdout, which stays out for comparison",
            "Nothing: it is by chance, and the same each time. Test with a profile outside of it."),
        entry(
            "cap-reached",
            "the person came into this journey as often as its `caps` allow",
            "Wait until the earlier entries have left the window, or raise the cap."),
        entry(
            "lower-priority",
            "the person is in as many journeys of the group as may be, of the same or a higher priority",
            "Raise this journey's priority, or `most` of its `arbitration`."));
  }

  // P2 to P7, in the order in which they are checked, then what is missing.
  private static List<Reason> sends() {
    return List.of(
        send(
            "unreachable",
            "there is no well-formed address of the channel",
            "Write the address into the profile with an update; the channel's `address` says where it is looked for."),
        send(
            "no-consent",
            "the person has not consented to the channel, or to the policy's topic",
            "Nothing without the person's consent. If there is one, write it into the profile: `consents: {email: in}`."),
        send(
            "suppressed",
            "the channel is suppressed for the person, after a bounce, a complaint, an unsubscription or by hand",
            "Nothing, mostly. What is suppressed by mistake is lifted by an update: `suppressions: {email: false}`."),
        send(
            "quiet-hours",
            "it was within the policy's quiet hours, in the person's zone",
            "Nothing, if that is meant; else change `quietHours` of the policy, or the profile's `timezone`."),
        send(
            "capped",
            "the person has had as many messages as the policy's caps allow",
            "Look at the earlier messages; raise the cap, let the policy hold instead of skip, or give this journey a higher priority."),
        send(
            "competing",
            "it wants the last place under a cap, and others get some time to want it too",
            "Nothing: it is decided by priority when that time is over."),
        send(
            "paused",
            "the journey is paused, and nothing is sent or called while it is",
            "Resume it with `sojourn apply --state live`; those who are held go on over some minutes."),
        send(
            "policy-unknown",
            "the contact policy that the journey names is not published",
            "Publish it with `sojourn apply`."),
        send(
            "channel-unknown",
            "the channel that the step names is not published",
            "Publish it with `sojourn apply`."),
        send(
            "template-unknown",
            "the template, or its version, that the step names is not published",
            "Publish it with `sojourn apply`."),
        send(
            "data-too-deep",
            "the values for the template lie too deep inside one another",
            "Name single values in the template instead of whole objects."));
  }

  private static List<Reason> passes() {
    return List.of(
        pass(
            "already-past",
            "the moment to wait for was past already",
            "Nothing, if that is meant; else look at the expression, and at how late the event was."),
        pass(
            "moment-missing",
            "the expression gave no moment to wait for",
            "Look for the attribute or property that the step's `until` reads."),
        pass("timeout", "what was awaited did not come in time", Reason.NOTHING_IF_MEANT),
        pass(
            "not-sent",
            "the message whose reports are awaited was not sent",
            "Look above at why it was not sent."),
        pass(
            "not-awaited",
            "the version to which the person was moved does not await the outcome here",
            Reason.NOTHING),
        pass(
            "key-missing",
            "the expression gave no key for the other journey",
            "Look for the attribute or property that the step's `key` reads."),
        pass(
            "answer-too-large",
            "the answer of the called system is larger than an instance may keep",
            "Let the system answer with what is needed, and no more."),
        pass(
            "event-too-large",
            "the context for the other journey is too large",
            "Map single values instead of whole objects."),
        pass(
            "too-many-instances",
            "the person is in as many journeys as a person may be in",
            "Look for a journey whose stays never end; the dead letter of this moment says how many."),
        pass(
            "condition-error",
            "a condition could not be evaluated",
            "Mend the condition in a new version; the dead letter of this moment says what is wrong."));
  }

  private static List<Reason> ends() {
    return List.of(
        end("completed", "the last step was reached", Reason.NOTHING),
        end("exit", "one of the journey's exits held", Reason.NOTHING_IF_MEANT),
        end("goal", "the goal was reached, and it ends the stay", Reason.NOTHING),
        end(
            "migrated",
            "a migration to another version lets those at this step leave",
            Reason.NOTHING_IF_MEANT),
        end("jumped", "a step led on to another journey", Reason.NOTHING),
        end(
            "displaced",
            "a journey of the same group with a higher priority took the place",
            "Nothing, if that is meant; else change the priorities, or `most` of `arbitration`."),
        end(
            "end-date",
            "the journey's endsAt was reached, and it ejects those inside",
            "Nothing, if that is meant; else use `atEnd: finish`."),
        end(
            "restarted",
            "a scheduled read of the journey began, and its schedule says `restart`",
            Reason.NOTHING_IF_MEANT),
        end(
            "stopped",
            "the journey was stopped or deleted",
            "Nothing, if that is meant; to let those inside finish, close a journey instead."),
        end(
            "call-failed",
            "a call failed, and the step has no edge `failed`",
            "Draw the edge, or look at why the call failed."),
        end(
            "timeout",
            "the journey's `timeout` was over, counted from the entry",
            "Nothing, if that is meant; else raise `timeout` in a new version."),
        end(
            "condition-error",
            "an expression could not be evaluated, and the step has no edge `failed`",
            "Mend it in a new version; the dead letter of this moment says what is wrong."),
        end(
            "runaway",
            "more than 100 steps followed one another without waiting",
            "Put a wait into the loop."),
        end(
            "too-many-hops",
            "too many emitted events followed from one another",
            "Break the circle of journeys that start each other."),
        end(
            "event-too-large",
            "the step would have written more than an event, or an instance, may hold",
            "Write single values instead of whole objects."),
        end(
            "profile-too-large",
            "the step would have made the profile's attributes larger than they may be",
            "Write less into the profile."),
        end(
            "instance-failed",
            "a step failed in a way that nobody foresaw",
            "It is a bug: please report it with the dead letter of this moment."),
        end(
            "definition-invalid",
            "the document does something that should have been refused when it was published",
            "Publish with `sojourn apply`, which checks it."));
  }

  private static Reason entry(String code, String words, String remedy) {
    return new Reason(Group.ENTRY, code, words, remedy);
  }

  private static Reason send(String code, String words, String remedy) {
    return new Reason(Group.SEND, code, words, remedy);
  }

  private static Reason pass(String code, String words, String remedy) {
    return new Reason(Group.PASS, code, words, remedy);
  }

  private static Reason end(String code, String words, String remedy) {
    return new Reason(Group.END, code, words, remedy);
  }
}
