package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.rules.CapModel.Cap;
import dev.sojourn.engine.rules.CapModel.Sender;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * P6 and P7 under random journeys that want places at the same time, with reports that come late,
 * twice or never, places that are given back, holds, competition and quiet hours: every effect is
 * held to {@link CapModel}.
 */
class CapModelTest {
  private static final int JOURNEYS = 5;
  private static final String[] MEDIUMS = {"email", "sms"};
  private static final String[] ZONES = {"UTC", "Europe/Paris", "America/New_York", "Asia/Tokyo"};

  @Property(tries = 120)
  void capsHoldPlacesAreUsedAndPriorityDecides_P6_P7(@ForAll long seed) {
    run(new Random(seed));
  }

  @Test
  void theRandomHistoriesAreEventful() {
    Map<String, Integer> happened = new HashMap<>();
    for (int seed = 0; seed < 30; seed++) {
      run(new Random(seed)).happened.forEach((what, n) -> happened.merge(what, n, Integer::sum));
    }
    assertThat(happened)
        .containsKeys(
            "held capped",
            "held competing",
            "held quiet-hours",
            "released",
            "compared",
            "skipped at once",
            "skipped after capped",
            "skipped after competing");
    assertThat(happened.values()).allMatch(times -> times > 10);
  }

  private static CapModel run(Random random) {
    List<Cap> shared = caps(random);
    List<Cap> more = new ArrayList<>(shared);
    more.addAll(caps(random));
    List<Sender> senders = new ArrayList<>();
    Map<String, String> mediums = new HashMap<>();
    List<String> documents = new ArrayList<>();
    documents.add(channel("sms"));
    // Messages of a policy without caps count under the caps of others.
    boolean free = random.nextInt(4) == 0;
    for (int i = 0; i < JOURNEYS; i++) {
      String policy = random.nextInt(3) == 0 ? "other" : "marketing";
      Sender sender =
          new Sender("j" + i, random.nextInt(3), free && i == JOURNEYS - 1 ? "free" : policy);
      senders.add(sender);
      documents.add(journey(random, sender, mediums));
    }
    String zone = ZONES[random.nextInt(ZONES.length)];
    Story story =
        Story.of(documents.toArray(new String[0]))
            .publish(policy(random, "marketing", 2, shared), PublicationState.LIVE)
            .publish(policy(random, "other", 1, more), PublicationState.LIVE)
            .publish(Yaml.policy("free", 1, "{class: marketing}"), PublicationState.LIVE)
            .update(Map.of("timezone", zone), Map.of("sms", "in"));
    CapModel model =
        new CapModel(
            Map.of("marketing", shared, "other", more, "free", List.of()),
            senders,
            mediums,
            ZoneId.of(zone));
    for (int i = 0; i < 120; i++) {
      story.pass(Duration.ofMillis(1 + random.nextInt(1_500_000)).toString());
      model.take(story.effects(), story.now());
      act(random, story, model);
      model.take(story.effects(), story.now());
    }
    story.pass("P2D");
    model.take(story.effects(), story.now());
    if (!free) {
      model.checkWindows(shared);
    }
    assertThat(story.state().sentMessages().all())
        .filteredOn(message -> !message.reserved())
        .hasSizeLessThan(100);
    return model;
  }

  private static void act(Random random, Story story, CapModel model) {
    List<String> open = model.open();
    if (!open.isEmpty() && random.nextInt(5) < 2) {
      report(random, story, model, open.get(random.nextInt(open.size())));
    } else if (random.nextInt(12) == 0) {
      story.event("bought");
    } else {
      int journey = random.nextInt(JOURNEYS);
      // Many at once of the last one, so that not all can be remembered if it has no caps.
      for (int i = journey < JOURNEYS - 1 ? 1 : 6; i > 0; i--) {
        story.event("j" + journey, "n", story.now() * 10 + i);
        model.take(story.effects(), story.now());
      }
      while (model.open().size() > 10) {
        report(random, story, model, model.open().get(0));
        model.take(story.effects(), story.now());
      }
    }
  }

  private static void report(Random random, Story story, CapModel model, String id) {
    Effect.MessageRequest request = model.request(id);
    long requestedAt = request.requestedAt();
    long trulyAt = requestedAt + (long) (random.nextDouble() * (story.now() - requestedAt));
    Status status;
    switch (random.nextInt(4)) {
      case 0 -> {
        status = Status.values()[1 + random.nextInt(4)];
        model.notSent(id);
      }
      case 1 -> {
        status = Status.IN_DOUBT;
        model.sent(id, trulyAt, story.now());
      }
      default -> {
        status = Status.SENT;
        model.sent(id, trulyAt, trulyAt);
      }
    }
    story.report(request, status, "", status == Status.SENT ? trulyAt : story.now());
    model.take(story.effects(), story.now());
    if (random.nextInt(4) == 0) {
      // Reports come at least once, and only the first counts.
      story.report(request, random.nextBoolean() ? Status.FAILED : status, "", story.now());
    }
  }

  private static List<Cap> caps(Random random) {
    List<Cap> caps = new ArrayList<>();
    for (int i = random.nextInt(2); i >= 0; i--) {
      String medium = random.nextInt(3) == 0 ? MEDIUMS[random.nextInt(2)] : "";
      String unit =
          random.nextInt(3) > 0 ? "" : new String[] {"day", "week", "month"}[random.nextInt(3)];
      caps.add(
          new Cap(
              1 + random.nextInt(4),
              unit.isEmpty() ? 1_000L * (600 + random.nextInt(30_000)) : 0,
              unit,
              medium));
    }
    return caps;
  }

  private static String policy(Random random, String name, int version, List<Cap> caps) {
    StringBuilder spec = new StringBuilder("{class: marketing, caps: [");
    spec.append(String.join(", ", caps.stream().map(Cap::yaml).toList())).append("]");
    if (random.nextInt(3) > 0) {
      spec.append(", whenCapped: hold, holdFor: PT").append(1 + random.nextInt(900)).append("M");
    }
    if (random.nextBoolean()) {
      spec.append(", compete: PT").append(1 + random.nextInt(60)).append("M");
    }
    if (random.nextInt(3) == 0) {
      spec.append(", quietHours: [{from: '22:00', to: '08:00'}, {from: '06:30', to: '09:15'}]");
    }
    return Yaml.policy(name, version, spec.append("}").toString());
  }

  private static String journey(Random random, Sender sender, Map<String, String> mediums) {
    StringBuilder steps = new StringBuilder();
    String[] ids = {"first", "second", "third"};
    for (int i = 0; i < ids.length; i++) {
      String medium = MEDIUMS[random.nextInt(2)];
      mediums.put(sender.journey() + "/" + ids[i], medium);
      boolean last = i == ids.length - 1 || random.nextBoolean();
      boolean awaits = random.nextInt(3) == 0;
      // Whoever awaits the outcome may go from one send to the next when it comes.
      String next = awaits && !last && random.nextBoolean() ? ids[i + 1] : "wait" + i;
      steps.append(
          "%s: {send: {channel: %s, template: hello, awaitOutcome: %s}, next: %s}\n"
              .formatted(ids[i], medium, awaits, next));
      if (next.startsWith("wait")) {
        steps.append(
            "%s: {wait: {for: PT%dM}%s}\n"
                .formatted(next, 1 + random.nextInt(300), last ? "" : ", next: " + ids[i + 1]));
      }
      if (last) {
        break;
      }
    }
    return Yaml.named(
        sender.journey(),
        1,
        steps.toString(),
        "entry: {event: {type: " + sender.journey() + "}, key: event.n}",
        "priority: " + sender.priority(),
        "policy: " + sender.policy(),
        "timeout: P3D",
        random.nextBoolean() ? "exit: [{event: {type: bought}}]" : "");
  }

  private static String channel(String name) {
    return """
        apiVersion: sojourn/v1
        kind: Channel
        metadata: {name: %s, version: 1}
        spec: {medium: %s, address: profile.id, format: any, connector: {type: smtp, host: localhost, port: 25, from: shop@example.com}}
        """
        .formatted(name, name);
  }
}
