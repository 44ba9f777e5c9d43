package dev.sojourn.engine.definition.lint;

import dev.sojourn.engine.definition.Channel;
import dev.sojourn.engine.definition.ContactPolicy;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.Lint;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.document.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How documents use each other. */
final class UseLint {
  private final Known known;
  private final Set<String> mediums;

  UseLint(Known known) {
    this.known = known;
    this.mediums =
        known.channels().stream()
            .map(Channel::medium)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether some journey uses a channel, template or policy. */
  void use(Document document, Findings findings) {
    if (known.journeys().isEmpty()) {
      findings.cannotJudge(Lint.NEVER_USED);
    } else if (known.journeys().stream().noneMatch(journey -> uses(journey, document))) {
      findings.at(
          Lint.NEVER_USED,
          Path.ROOT.child("metadata").child("name"),
          "no journey that is known uses this " + document.kind().label(),
          "remove it, or use it");
    }
  }

  private static boolean uses(Journey journey, Document document) {
    if (document.kind() == Kind.CONTACT_POLICY) {
      return journey.policy().equals(document.name());
    }
    for (Step step : journey.steps().values()) {
      if (step instanceof Step.Send send
          && document
              .name()
              .equals(document.kind() == Kind.CHANNEL ? send.channel() : send.template())) {
        return true;
      }
      if (step instanceof Step.Call call
          && document
              .name()
              .equals(document.kind() == Kind.CHANNEL ? call.channel() : call.template())) {
        return true;
      }
    }
    return false;
  }

  void check(Journey journey, Findings findings) {
    if (mediums.isEmpty()) {
      findings.cannotJudge(Lint.UNKNOWN_MEDIUM);
      return;
    }
    for (Step step : journey.steps().values()) {
      if (step instanceof Step.Update update) {
        Path at = JourneyView.at(step.id()).child("update").child("consents");
        for (String consent : update.consents().keySet()) {
          medium(consent.split("/", 2)[0], at.child(consent), findings);
        }
      }
    }
    Path addresses = Findings.SPEC.child("test").child("addresses");
    journey
        .test()
        .ifPresent(
            test ->
                test.addresses()
                    .keySet()
                    .forEach(medium -> medium(medium, addresses.child(medium), findings)));
  }

  private void medium(String medium, Path at, Findings findings) {
    if (!mediums.contains(medium)) {
      findings.atName(
          Lint.UNKNOWN_MEDIUM,
          at,
          "no channel that is known has the medium '" + medium + "'",
          "known are " + String.join(", ", mediums));
    }
  }

  void check(ContactPolicy policy, Findings findings) {
    for (int i = 0; i < policy.caps().size(); i++) {
      cap(policy, policy.caps().get(i), Findings.SPEC.child("caps").child(i), findings);
    }
    if (mediums.isEmpty()) {
      findings.cannotJudge(Lint.UNKNOWN_MEDIUM);
    }
    consent(policy, findings);
  }

  private void cap(ContactPolicy policy, ContactPolicy.Cap cap, Path at, Findings findings) {
    if (!cap.topics().isEmpty() && !cap.topics().contains(policy.topic().orElse(""))) {
      findings.at(
          Lint.CAP_NEVER_APPLIES,
          at.child("topics"),
          "no message of this policy falls under the cap: "
              + policy
                  .topic()
                  .map(topic -> "its topic is '" + topic + "'")
                  .orElse("it has no topic"),
          "name the policy's topic too, or leave topics out");
    }
    int index = 0;
    for (String medium : cap.channels()) {
      if (!mediums.isEmpty() && !mediums.contains(medium)) {
        findings.at(
            Lint.UNKNOWN_MEDIUM,
            at.child("channels").child(index),
            "no channel that is known has the medium '" + medium + "'",
            "known are " + String.join(", ", mediums));
      }
      index++;
    }
  }

  /** P3: without a yes nothing is sent, and no journey asks for one. */
  private void consent(ContactPolicy policy, Findings findings) {
    if (known.journeys().isEmpty()) {
      findings.cannotJudge(Lint.CONSENT_NEVER_ASKED);
      return;
    }
    if (policy.transactional() || policy.allowUnknown()) {
      return;
    }
    Set<String> needed = new TreeSet<>();
    Set<String> asked = new TreeSet<>();
    for (Journey journey : known.journeys()) {
      for (Step step : journey.steps().values()) {
        if (step instanceof Step.Send send && journey.policy().equals(policy.name())) {
          known
              .medium(send.channel())
              .ifPresent(
                  medium -> {
                    needed.add(medium);
                    policy.topic().ifPresent(topic -> needed.add(medium + "/" + topic));
                  });
        } else if (step instanceof Step.Update update) {
          update.consents().forEach((name, value) -> noteYes(name, value, asked));
        }
      }
    }
    needed.removeAll(asked);
    if (!needed.isEmpty()) {
      findings.at(
          Lint.CONSENT_NEVER_ASKED,
          Findings.SPEC.child("class"),
          "messages of this policy need the consent to "
              + String.join(", ", needed)
              + ", and no journey ever sets it",
          "make sure that profile updates bring it, and silence this");
    }
  }

  private static void noteYes(String name, String value, Set<String> asked) {
    if (value.equals("in")) {
      asked.add(name);
    }
  }
}
