package dev.sojourn.journeys.profile;

import dev.sojourn.engine.effect.Effect;
import dev.sojourn.journeys.directory.Listed;
import dev.sojourn.journeys.metric.ProfileMetrics;
import dev.sojourn.journeys.output.DeadLetters;
import dev.sojourn.journeys.output.EffectEncoder;
import dev.sojourn.journeys.output.Fault;
import dev.sojourn.journeys.output.Origin;
import dev.sojourn.journeys.output.Output;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What one call of the engine wants done, encoded as it comes, and kept until the call has
 * succeeded. One instance is used for call after call.
 */
final class StepEffects implements Consumer<Effect> {
  private final EffectEncoder encoder;
  private final DeadLetters deadLetters;
  private final ProfileMetrics metrics;

  private final List<Output> outputs = new ArrayList<>();
  private final List<Listed> listed = new ArrayList<>();
  private final List<Long> wakeUps = new ArrayList<>();
  private String profile = "";
  private Supplier<Origin> origin;
  private byte[] key;

  StepEffects(EffectEncoder encoder, DeadLetters deadLetters, ProfileMetrics metrics) {
    this.encoder = encoder;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
  }

  /**
   * Forgets the call before.
   *
   * @param origin where the signal at hand stood, without its key; asked for only if something is
   *     refused
   */
  void begin(String profile, Supplier<Origin> origin) {
    this.profile = profile;
    this.origin = origin;
    key = null;
    clear();
  }

  /** The profile key in UTF-8; most calls have no use for it. */
  private byte[] key() {
    if (key == null) {
      key = profile.getBytes(StandardCharsets.UTF_8);
    }
    return key;
  }

  @Override
  public void accept(Effect effect) {
    if (effect instanceof Effect.MessageRequest request) {
      outputs.add(encoder.request(request, profile, key()));
    } else if (effect instanceof Effect.Recall recall) {
      outputs.add(encoder.recall(recall, profile, key()));
    } else if (effect instanceof Effect.StepRecord step) {
      outputs.add(encoder.step(step, profile, key()));
    } else if (effect instanceof Effect.AudienceChange change) {
      outputs.add(encoder.change(change, profile, key()));
    } else if (effect instanceof Effect.EmittedEvent event) {
      outputs.add(encoder.event(event, key()));
    } else if (effect instanceof Effect.Listing listing) {
      listed.add(new Listed(profile, listing));
    } else if (effect instanceof Effect.WakeUp wakeUp) {
      wakeUps.add(wakeUp.at());
    } else if (effect instanceof Effect.Rejected rejected) {
      refuse(Fault.of(rejected.code(), rejected.message()));
    } else if (effect instanceof Effect.Counted counted) {
      metrics.counted(counted.what(), counted.times());
    } else {
      throw new IllegalStateException("There is no way to do a " + effect.getClass().getName());
    }
  }

  /** Writes the signal at hand, or the wake-up, to the dead letters. */
  void refuse(Fault fault) {
    metrics.deadLetter(fault.code());
    outputs.add(deadLetters.letter(fault, origin.get().withKey(key())));
  }

  /** Asks for a call of its own accord. */
  void wakeAt(long at) {
    wakeUps.add(at);
  }

  void clear() {
    outputs.clear();
    listed.clear();
    wakeUps.clear();
  }

  /** In the order in which they are to be written; valid until the next call begins. */
  List<Output> outputs() {
    return outputs;
  }

  /** What the directory is to know; valid until the next call begins. */
  List<Listed> listed() {
    return listed;
  }

  /** When to call again, ms since the epoch; valid until the next call begins. */
  List<Long> wakeUps() {
    return wakeUps;
  }
}
