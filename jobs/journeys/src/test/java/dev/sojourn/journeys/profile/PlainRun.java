package dev.sojourn.journeys.profile;

import dev.sojourn.engine.Engine;
import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.expression.SlotLayout;
import dev.sojourn.journeys.definition.WorkerParser;
import dev.sojourn.journeys.fixture.Shop;
import dev.sojourn.journeys.intake.Inbound;
import dev.sojourn.journeys.signal.Peek;
import dev.sojourn.journeys.signal.SignalDecoder;
import dev.sojourn.schemas.registry.SchemaRegistry;
import dev.sojourn.simulator.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The logs read by the core alone, one person after the other: what any run on Flink must give too.
 */
final class PlainRun {
  private final World world;
  private final SignalDecoder decoder;
  private final DefinitionHistory definitions =
      new DefinitionHistory(
          WorkerParser.shared(),
          refused -> {
            throw refused;
          });
  private final Map<String, Person> people = new TreeMap<>();

  PlainRun(World world, SchemaRegistry registry) {
    this.world = world;
    decoder = new SignalDecoder(registry);
  }

  /** Effects by profile, in order; wake-ups and counts left out. */
  Map<String, List<Effect>> effects() {
    for (World.Published published : world.definitions()) {
      definitions.add(Shop.version(published.document(), published.logTime()));
      definitions.add(Shop.live(published.document(), published.logTime()));
    }
    Engine engine = new Engine();
    for (List<Inbound.Signal> partition : world.partitions()) {
      for (Inbound.Signal signal : partition) {
        Person person = people.computeIfAbsent(signal.profile(), p -> new Person());
        Peek peek = decoder.peek(signal.value());
        SlotLayout layout =
            definitions
                .at(signal.logTime())
                .interest(peek.type())
                .map(interest -> interest.layout())
                .orElse(SlotLayout.EMPTY);
        engine.handle(
            person.store,
            signal.profile(),
            decoder.decode(signal.value(), layout),
            signal.logTime(),
            definitions,
            person::take);
      }
    }
    Map<String, List<Effect>> effects = new TreeMap<>();
    people.forEach(
        (profile, person) -> {
          engine.wake(person.store, profile, world.end() - 1, definitions, person::take);
          if (!person.effects.isEmpty()) {
            effects.put(profile, person.effects);
          }
        });
    return effects;
  }

  private static final class Person {
    private final MemoryStore store = new MemoryStore();
    private final List<Effect> effects = new ArrayList<>();

    void take(Effect effect) {
      if (effect.isTold()) {
        effects.add(effect);
      }
    }
  }
}
