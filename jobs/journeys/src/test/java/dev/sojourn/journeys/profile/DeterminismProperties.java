package dev.sojourn.journeys.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.effect.Effect;
import dev.sojourn.journeys.fixture.SharedRegistry;
import dev.sojourn.journeys.fixture.SignalValues;
import dev.sojourn.journeys.output.EffectEncoder;
import dev.sojourn.journeys.output.Output;
import dev.sojourn.journeys.output.OutputEncoder;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.codec.RecordDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Rules 3 to 6: however the two logs are read, fast or slowly, one partition before another,
 * signals before definitions, with restarts and other parallelism in the middle, every person gets
 * what the core alone gives: the same records, id by id.
 */
class DeterminismProperties {
  private final SharedRegistry registry = new SharedRegistry();
  private final SignalValues values = new SignalValues(registry, Topics.DEFAULT.signals());

  @Property(tries = 30)
  void onHeap(@ForAll long seed) throws Exception {
    check(Backend.HEAP, seed);
  }

  @Property(tries = 4)
  void onRocksDb(@ForAll long seed) throws Exception {
    check(Backend.ROCKSDB, seed);
  }

  private void check(Backend backend, long seed) throws Exception {
    Random random = new Random(seed);
    World world = World.of(random, values);
    Map<String, List<String>> expected = plain(world);
    assertThat(expected).isNotEmpty();
    ProfileSubtasks operator =
        ProfileSubtasks.start(backend, 1 + random.nextInt(3), ProfileLogic.engine(), registry);
    Reading reading = new Reading(world, operator, random);
    try {
      reading.toTheEnd();
      assertThat(byProfile(reading.operator().outputs())).isEqualTo(expected);
    } finally {
      reading.operator().close();
    }
  }

  private Map<String, List<String>> plain(World world) {
    EffectEncoder encoder = new EffectEncoder(new OutputEncoder(registry, Topics.DEFAULT));
    List<Output> outputs = new ArrayList<>();
    new PlainRun(world, registry)
        .effects()
        .forEach(
            (profile, effects) -> {
              byte[] key = profile.getBytes(StandardCharsets.UTF_8);
              effects.forEach(effect -> outputs.add(encode(encoder, effect, profile, key)));
            });
    return byProfile(outputs);
  }

  private static Output encode(EffectEncoder encoder, Effect effect, String profile, byte[] key) {
    if (effect instanceof Effect.MessageRequest request) {
      return encoder.request(request, profile, key);
    }
    if (effect instanceof Effect.Recall recall) {
      return encoder.recall(recall, profile, key);
    }
    if (effect instanceof Effect.StepRecord step) {
      return encoder.step(step, profile, key);
    }
    return encoder.change((Effect.AudienceChange) effect, profile, key);
  }

  private Map<String, List<String>> byProfile(List<Output> outputs) {
    RecordDecoder decoder = new RecordDecoder(registry);
    Map<String, List<String>> lists = new TreeMap<>();
    for (Output output : outputs) {
      lists
          .computeIfAbsent(new String(output.key(), StandardCharsets.UTF_8), p -> new ArrayList<>())
          .add(output.destination() + " " + decoder.decode(output.value()));
    }
    return lists;
  }
}
