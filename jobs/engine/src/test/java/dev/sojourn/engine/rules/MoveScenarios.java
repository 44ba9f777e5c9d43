package dev.sojourn.engine.rules;

import static dev.sojourn.engine.definition.PublicationState.LIVE;

import dev.sojourn.engine.directory.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Short stories that take every transition of a move to another version, whence ever. */
final class MoveScenarios {
  private static final String DONE = "\nelsewhere: {end: {}}";
  private static final Order MOVE = new Order.Move("j", "m", 1);

  private MoveScenarios() {}

  static List<Story> all() {
    List<Story> stories = new ArrayList<>();
    for (LifeScenarios.Rest rest : LifeScenarios.rests()) {
      moves(stories, rest, "first", false);
    }
    moves(stories, LifeScenarios.PAUSED_REST, "s", true);
    for (String spec : List.of("", ", steps: {s: exit}")) {
      stories.add(beforeTheirTurn(spec));
    }
    return stories;
  }

  private static void moves(
      List<Story> stories, LifeScenarios.Rest rest, String step, boolean paused) {
    for (String spec :
        List.of(
            "",
            ", waits: recompute",
            ", steps: {" + step + ": {step: elsewhere}}",
            ", steps: {" + step + ": exit}")) {
      Story story = LifeScenarios.resting(rest, paused, "priority: 1");
      story.publish(Yaml.named("j", 2, rest.steps() + DONE), LIVE).publish(migration(spec), LIVE);
      stories.add(story.asked("run", MOVE));
    }
  }

  private static String migration(String spec) {
    return "apiVersion: sojourn/v1\nkind: Migration\nmetadata: {name: m, version: 1}\n"
        + "spec: {journey: j, from: 1, to: 2"
        + spec
        + "}\n";
  }

  /** Under caps, a send waits for the end of the moment in which the move is asked for (P7). */
  private static Story beforeTheirTurn(String spec) {
    String steps =
        "first: {await: {audience: {name: vips}}, next: s}\n"
            + "s: {send: {channel: email, template: hello}}";
    return Story.of(
            Yaml.journey(steps),
            Yaml.policy("marketing", 2, "{class: marketing, caps: [{count: 9, per: P1D}]}"))
        .update(Map.of("vip", true), Map.of())
        .event("start")
        .publish(Yaml.named("j", 2, steps), LIVE)
        .publish(migration(spec), LIVE)
        .publish(Yaml.audience("vips", 1, "profile: \"profile.vip == true\""), LIVE)
        .asked("run", MOVE);
  }
}
