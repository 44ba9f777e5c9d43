package dev.sojourn.journeys.profile;

import dev.sojourn.engine.definition.DefinitionSet.EventInterest;
import dev.sojourn.engine.definition.Definitions;
import dev.sojourn.engine.expression.SlotLayout;
import dev.sojourn.journeys.intake.Inbound;
import dev.sojourn.journeys.metric.ProfileMetrics;
import dev.sojourn.journeys.output.Fault;
import dev.sojourn.journeys.output.Origin;
import dev.sojourn.journeys.signal.Peek;
import dev.sojourn.journeys.signal.SignalDecoder;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import dev.sojourn.schemas.registry.RegistryUnavailableException;
import dev.sojourn.schemas.registry.SchemaRefusedException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One atomic step of the current key's profile: decodes the signal, lets the engine handle it, and
 * commits; or leaves everything as it was and writes a dead letter. So one record can never stop
 * the job (rule 8). What is no record's fault, a registry or a state that cannot be reached, passes
 * through and fails the job.
 *
 * <p>If the engine itself fails on a wake-up, the profile stays as it was, the wake-up stays due,
 * and the engine is called again {@link #RETRY_AFTER} later, or by the profile's next signal: by
 * then a better build may run.
 */
final class ProfileStep {
  /** Log time from a failed wake-up to the next try, ms. */
  static final long RETRY_AFTER = 3_600_000;

  private final ProfileLogic logic;
  private final KeyedProfileStore store;
  private final SignalDecoder decoder;
  private final Definitions definitions;
  private final StepEffects effects;
  private final ProfileMetrics metrics;
  private final EngineFailures failures = new EngineFailures();
  private final String topic;

  /**
   * @param topic where signals stand
   */
  ProfileStep(
      ProfileLogic logic,
      KeyedProfileStore store,
      SignalDecoder decoder,
      Definitions definitions,
      StepEffects effects,
      ProfileMetrics metrics,
      String topic) {
    this.logic = logic;
    this.store = store;
    this.decoder = decoder;
    this.definitions = definitions;
    this.effects = effects;
    this.metrics = metrics;
    this.topic = topic;
  }

  /** Handles a signal; what it wants done is then in {@link #effects}. */
  void handle(Inbound.Signal signal) {
    begin(
        signal.profile(),
        () ->
            new Origin(
                topic,
                signal.partition(),
                signal.offset(),
                null,
                signal.value(),
                signal.logTime()));
    try {
      Optional<SlotLayout> layout = layoutFor(signal);
      if (layout.isEmpty()) {
        metrics.discarded("no-interest");
        return;
      }
      logic.handle(
          store,
          signal.profile(),
          decoder.decode(signal.value(), layout.get()),
          signal.logTime(),
          definitions,
          effects);
      store.commit();
    } catch (RegistryUnavailableException
        | SchemaRefusedException
        | StateUnavailableException fatal) {
      throw fatal;
    } catch (UnreadableRecordException e) {
      refuse(Fault.input(e.code(), e.getMessage()));
    } catch (RuntimeException | StackOverflowError e) {
      refuse(failures.fault(e));
    }
  }

  /** Empty if nothing that is in effect wants to see the event (A11). */
  private Optional<SlotLayout> layoutFor(Inbound.Signal signal) {
    Peek peek = decoder.peek(signal.value());
    return peek.kind() == Peek.Kind.EVENT
        ? definitions.at(signal.logTime()).interest(peek.type()).map(EventInterest::layout)
        : Optional.of(SlotLayout.EMPTY);
  }

  /** Runs what is due at or before a moment; what it wants done is then in {@link #effects}. */
  void wake(String profile, long upTo) {
    begin(profile, () -> Origin.time(upTo));
    try {
      logic.wake(store, profile, upTo, definitions, effects);
      store.commit();
    } catch (RegistryUnavailableException
        | SchemaRefusedException
        | StateUnavailableException fatal) {
      throw fatal;
    } catch (RuntimeException | StackOverflowError e) {
      refuse(failures.fault(e));
      effects.wakeAt(upTo + RETRY_AFTER);
    }
  }

  StepEffects effects() {
    return effects;
  }

  private void begin(String profile, Supplier<Origin> origin) {
    store.discard();
    effects.begin(profile, origin);
  }

  private void refuse(Fault fault) {
    store.discard();
    effects.clear();
    effects.refuse(fault);
  }
}
