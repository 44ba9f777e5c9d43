package dev.sojourn.engine.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.Audience;
import dev.sojourn.engine.definition.Rule;
import dev.sojourn.engine.definition.document.DocumentSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Rule 9: what a leaf remembers is stored under an id that derives from what the leaf says. If one
 * of these ids changed, everybody's past would be forgotten for that kind of leaf.
 */
class LeafIdsTest {
  private static final List<String> LEAVES =
      List.of(
          "profile: \"profile.country == 'FR'\"",
          "events: {type: a, count: {atLeast: 3}}",
          "events: {type: a, where: \"event.total >= 50.0\", within: P30D, count: {atMost: 3}}",
          "events: {type: a, within: PT1H, count: {exactly: 0}}",
          "events: {type: a, during: {calendar: day, timezone: profile}, count: {atLeast: 1}}",
          "events: {type: a, during: {calendar: week, timezone: Europe/Paris}, count: {atLeast: 1}}",
          "events: {type: a, within: P90D, sum: event.total, is: {above: 500}}",
          "events: {type: a, within: P90D, sum: event.total, is: {above: 500}, keep: 50}",
          "events: {type: a, within: P90D, min: event.total, is: {below: 1.5, atLeast: 0}}",
          "events: {type: a, max: event.total, is: {atMost: 7}}",
          "events: {type: a, distinct: event.product, is: {atLeast: 2}}",
          "events: {type: a, within: P1D, first: event.campaign, is: {equals: spring}}",
          "events: {type: a, last: event.campaign, is: {notEquals: spring}}",
          "events: {type: a, during: {calendar: month, timezone: {fallback: Asia/Tokyo}}, last: event.paid, is: {equals: true}}",
          "absent: {type: a, for: P14D}",
          "sequence: {steps: [{type: a}, {type: b, where: \"event.n > 1\"}], within: PT1H}",
          "sequence: {steps: [{type: a}], notFollowedBy: {type: b, for: PT2H}, inLast: P7D, keep: 20}",
          "date: {of: profile.birthday, is: today, yearly: true, timezone: profile}",
          "date: {of: profile.renewal, is: {inDays: 30}, timezone: UTC}",
          "date: {of: profile.renewal, is: {daysAgo: 1}}");

  private static final List<String> IDS =
      List.of(
          "451854ba9f47",
          "9755ac74aa1a",
          "089d09a5f787",
          "f820136e104d",
          "8aeee0bf5bed",
          "afae39ceedc9",
          "7282e925a31b",
          "3b88a51b9c39",
          "a837adacab93",
          "5c287bf50625",
          "c1b7458e1b7a",
          "a60c4450e6a4",
          "cb020c00b949",
          "3624b1002d5b",
          "673542dd9274",
          "e7e92a5a2b64",
          "e5db81aadd1e",
          "b0dac5d3f360",
          "f69d7e0edba9",
          "0c09d89ad6f9");

  private static Rule rule(String leaf) {
    DocumentSource.Reading reading =
        DocumentSource.read(
            "leaf.yaml",
            "apiVersion: sojourn/v1\nkind: Audience\nmetadata: {name: x, version: 1}\nspec: {"
                + leaf
                + "}\n");
    assertThat(reading.problems()).isEmpty();
    return ((Audience) reading.documents().get(0).document()).rule();
  }

  @Test
  void theyNeverChange() {
    List<String> ids = new ArrayList<>();
    Set<Class<?>> kinds = new HashSet<>();
    for (String leaf : LEAVES) {
      Rule rule = rule(leaf);
      kinds.add(rule.getClass());
      ids.add(String.format("%012x", Leaves.of(rule).id()));
    }
    assertThat(ids).isEqualTo(IDS).doesNotHaveDuplicates();
    assertThat(kinds)
        .containsExactlyInAnyOrder(
            Rule.Profile.class,
            Rule.Count.class,
            Rule.Aggregate.class,
            Rule.Absent.class,
            Rule.Sequence.class,
            Rule.OnDate.class);
  }
}
