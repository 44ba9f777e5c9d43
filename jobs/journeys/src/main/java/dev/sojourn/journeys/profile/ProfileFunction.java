package dev.sojourn.journeys.profile;

import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.definition.DocumentParser;
import dev.sojourn.journeys.ParserSupplier;
import dev.sojourn.journeys.RegistrySupplier;
import dev.sojourn.journeys.definition.DefinitionArchive;
import dev.sojourn.journeys.definition.DefinitionNews;
import dev.sojourn.journeys.definition.InterestTeacher;
import dev.sojourn.journeys.definition.Precompiler;
import dev.sojourn.journeys.directory.Listed;
import dev.sojourn.journeys.intake.Inbound;
import dev.sojourn.journeys.intake.WorkerInterest;
import dev.sojourn.journeys.metric.ProfileMetrics;
import dev.sojourn.journeys.output.DeadLetters;
import dev.sojourn.journeys.output.EffectEncoder;
import dev.sojourn.journeys.output.Output;
import dev.sojourn.journeys.output.OutputEncoder;
import dev.sojourn.journeys.signal.SignalDecoder;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.time.InstantSource;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The shell around the engine: brings it signals, definitions and time, and does what it asks.
 *
 * <p>Its watermark is the least of all partitions' log times and of what the definitions are known
 * up to. A timer therefore comes when no signal at or before its time can come any more, and may
 * run everything due up to the watermark, each wake-up at its own time: signals that were held up
 * to there are handled first, and run what was due before them themselves (T2).
 */
public final class ProfileFunction
    extends KeyedBroadcastProcessFunction<String, Inbound, DefinitionNews, Output>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final ProfileLogic logic;
  private final Topics topics;
  private final RegistrySupplier registries;
  private final ParserSupplier parsers;

  private transient DefinitionArchive archive;
  private transient HeldSignals held;
  private transient KeyedProfileStore store;
  private transient ProfileMetrics metrics;
  private transient Precompiler precompiler;
  private transient DefinitionHistory definitions;
  private transient InterestTeacher interest;
  private transient ProfileStep step;

  public ProfileFunction(
      ProfileLogic logic, Topics topics, RegistrySupplier registries, ParserSupplier parsers) {
    this.logic = logic;
    this.topics = topics;
    this.registries = registries;
    this.parsers = parsers;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    archive = DefinitionArchive.restore(context.getOperatorStateStore());
    held = HeldSignals.restore(context);
    store = KeyedProfileStore.in(context.getKeyedStateStore());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    archive.snapshot();
    held.snapshot();
  }

  @Override
  public void open(OpenContext context) throws Exception {
    metrics = new ProfileMetrics(getRuntimeContext().getMetricGroup(), InstantSource.system());
    DocumentParser parser = parsers.parser();
    precompiler = new Precompiler(parser);
    archive.open(parser, refused -> metrics.discarded("definition")).forEach(precompiler::compile);
    definitions = archive.history();
    interest =
        new InterestTeacher(
            definitions, WorkerInterest.of(getRuntimeContext().getJobInfo().getJobId()));
    SchemaRegistry registry = registries.open();
    OutputEncoder encoder = new OutputEncoder(registry, topics);
    step =
        new ProfileStep(
            logic,
            store,
            new SignalDecoder(registry),
            definitions,
            new StepEffects(
                new EffectEncoder(encoder), new DeadLetters("journeys/profiles", encoder), metrics),
            metrics,
            topics.signals());
  }

  @Override
  public void processElement(Inbound inbound, ReadOnlyContext context, Collector<Output> out)
      throws Exception {
    if (inbound instanceof Inbound.Redirected redirected) {
      out.collect(redirected.output());
    } else if (inbound instanceof Inbound.Signal signal) {
      if (held.mustWait(signal, context.currentWatermark(), definitions)) {
        held.add(signal);
        metrics.held();
        context.timerService().registerEventTimeTimer(signal.logTime());
      } else {
        step.handle(signal);
        carryOut(context, out);
      }
    }
  }

  @Override
  public void onTimer(long due, OnTimerContext context, Collector<Output> out) throws Exception {
    long watermark = context.currentWatermark();
    if (watermark == Long.MAX_VALUE) {
      // The job is being drained: its input ends, but time does not. Nothing may fire early (T2),
      // and a savepoint of timers that came and did nothing would never wake those people again.
      throw new IllegalStateException(
          "the journeys job cannot be drained: stop it with a savepoint, without --drain");
    }
    List<Inbound.Signal> released = held.release(context.getCurrentKey(), due, watermark);
    for (Inbound.Signal signal : released) {
      step.handle(signal);
      carryOut(context, out);
    }
    metrics.released(released.size());
    metrics.wokenUp(due);
    step.wake(context.getCurrentKey(), watermark);
    carryOut(context, out);
  }

  @Override
  public void processBroadcastElement(DefinitionNews news, Context context, Collector<Output> out) {
    metrics.watermark(context.currentWatermark());
    if (news instanceof DefinitionNews.Published published) {
      definitions.add(published.definition());
      precompiler.compile(published.definition());
    } else if (news instanceof DefinitionNews.TimeReached reached) {
      definitions.advance(reached.logTime());
      definitions.prune(context.currentWatermark());
      interest.teach(context.currentWatermark());
    } else if (news instanceof DefinitionNews.Refused refused
        && getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
      out.collect(refused.deadLetter());
    }
  }

  @Override
  public void close() {
    if (precompiler != null) {
      precompiler.close();
    }
  }

  private void carryOut(ReadOnlyContext context, Collector<Output> out) {
    step.effects().outputs().forEach(out::collect);
    for (Listed listed : step.effects().listed()) {
      context.output(Listed.TAG, listed);
    }
    for (long at : step.effects().wakeUps()) {
      context.timerService().registerEventTimeTimer(at);
    }
  }
}
