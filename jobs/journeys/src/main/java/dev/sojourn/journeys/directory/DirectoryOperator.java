package dev.sojourn.journeys.directory;

import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.DocumentParser;
import dev.sojourn.engine.directory.BusinessEvent;
import dev.sojourn.engine.directory.Order;
import dev.sojourn.engine.directory.Run;
import dev.sojourn.engine.directory.Timetable;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.journeys.ParserSupplier;
import dev.sojourn.journeys.RegistrySupplier;
import dev.sojourn.journeys.definition.DefinitionArchive;
import dev.sojourn.journeys.definition.DefinitionNews;
import dev.sojourn.journeys.definition.LoggedEvent;
import dev.sojourn.journeys.metric.CountersByName;
import dev.sojourn.journeys.output.CommandEncoder;
import dev.sojourn.journeys.output.DeadLetters;
import dev.sojourn.journeys.output.Fault;
import dev.sojourn.journeys.output.Origin;
import dev.sojourn.journeys.output.Output;
import dev.sojourn.journeys.output.OutputEncoder;
import dev.sojourn.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * The directory of one subtask: keyed by bucket of an index, definitions broadcast. It is a part of
 * the job, so a checkpoint holds it as it was when the people were as they are in it; a replay
 * leaves nothing twice and nothing behind.
 *
 * <p>Runs begin when the watermark passes their moment, the same in every subtask and every replay.
 * Each subtask goes through its own buckets, a few at a time between other work, and writes a
 * command for each person to {@code signals}. What was written since the last checkpoint is written
 * again after a failure; commands are idempotent by run and profile.
 *
 * <p>Stored, besides the entries and the definitions, as union list state: {@code runs} with what
 * each subtask has done ({@link WalkFormat}), {@code counts} ({@link CountFormat}), and {@code
 * planned-until}, the log time up to which runs have been begun; and, by the first subtask for all,
 * {@code business-events} ({@link Happenings}).
 */
final class DirectoryOperator extends AbstractStreamOperator<Output>
    implements TwoInputStreamOperator<Listed, DefinitionNews, Output> {
  private static final long serialVersionUID = 1L;

  /** From one look at what the pace allows to the next, ms. */
  private static final long BEAT = 20;

  private static final MapStateDescriptor<String, String> ENTRIES =
      new MapStateDescriptor<>("entries", StringSerializer.INSTANCE, StringSerializer.INSTANCE);

  private final transient Topics topics;
  private final transient RegistrySupplier registries;
  private final transient ParserSupplier parsers;

  private transient DefinitionArchive archive;
  private transient ListState<byte[]> runState;
  private transient ListState<byte[]> countState;
  private transient ListState<Long> plannedState;
  private transient ListState<byte[]> eventState;
  private transient Happenings happenings;
  private transient Planning planning;
  private transient Walks walks;
  private transient Counts counts;
  private transient Shares shares;
  private transient Shelves shelves;
  private transient CommandEncoder commands;
  private transient DeadLetters deadLetters;
  private transient CountersByName letters;
  private transient MapState<String, String> entries;
  private transient Headroom headroom;
  private transient boolean beating;

  DirectoryOperator(
      StreamOperatorParameters<Output> parameters,
      Topics topics,
      RegistrySupplier registries,
      ParserSupplier parsers) {
    super(parameters);
    this.topics = topics;
    this.registries = registries;
    this.parsers = parsers;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    archive = DefinitionArchive.restore(context.getOperatorStateStore());
    OperatorStateStore store = context.getOperatorStateStore();
    runState =
        store.getUnionListState(
            new ListStateDescriptor<>("runs", BytePrimitiveArraySerializer.INSTANCE));
    countState =
        store.getUnionListState(
            new ListStateDescriptor<>("counts", BytePrimitiveArraySerializer.INSTANCE));
    eventState =
        store.getUnionListState(
            new ListStateDescriptor<>("business-events", BytePrimitiveArraySerializer.INSTANCE));
    plannedState =
        store.getUnionListState(
            new ListStateDescriptor<>("planned-until", LongSerializer.INSTANCE));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    archive.snapshot();
    runState.update(walks.stored());
    countState.update(counts.stored());
    eventState.update(isFirst() ? List.of(happenings.stored()) : List.of());
    plannedState.update(List.of(planning.until()));
    super.snapshotState(context);
  }

  @Override
  public void open() throws Exception {
    super.open();
    entries = getPartitionedState(ENTRIES);
    OutputEncoder encoder = new OutputEncoder(registries.open(), topics);
    commands = new CommandEncoder(encoder);
    deadLetters = new DeadLetters("journeys/directory", encoder);
    letters = new CountersByName(getMetricGroup(), "deadLetters");
    TaskInfo task = getRuntimeContext().getTaskInfo();
    shelves = new KeyedShelves(this, entries, task);
    shares = new Shares(encoder, task, record -> output.collect(new StreamRecord<>(record)));
    DocumentParser parser = parsers.parser();
    List<DefinitionRecord> records = archive.open(parser, refused -> {});
    long planned = Long.MIN_VALUE;
    for (long of : plannedState.get()) {
      // All the same: see the class comment.
      planned = Math.max(planned, of);
    }
    happenings = Happenings.restore(eventState.get());
    planning = new Planning(new Timetable(parser), planned, happenings, this::rejected);
    records.forEach(planning::add);
    walks = Walks.restore(runState.get(), new DirectoryMetrics(getMetricGroup()), shares);
    if (!isFirst()) {
      walks.forgetTold();
    }
    counts = Counts.restore(countState.get(), shelves);
    headroom = new Headroom();
    later(walks::tell);
    beat();
  }

  @Override
  public void processElement1(StreamRecord<Listed> element) throws Exception {
    Listed listed = element.getValue();
    Effect.Listing listing = listed.listing();
    String name = EntryName.of(listed.profile(), listing.entry());
    if (counts.concerns(listing.index(), listed.bucket(), listing.at(), archive.history())) {
      String before = entries.get(name);
      String now = listing.present() ? listing.step() : null;
      counts.note(listing.index(), listed.bucket(), listing.at(), before, now);
    }
    if (listing.present()) {
      entries.put(name, listing.step());
    } else {
      entries.remove(name);
    }
  }

  @Override
  public void processElement2(StreamRecord<DefinitionNews> element) {
    DefinitionNews news = element.getValue();
    DefinitionHistory history = archive.history();
    if (news instanceof DefinitionNews.Published published) {
      history.add(published.definition());
      planning.add(published.definition());
    } else if (news instanceof DefinitionNews.TimeReached reached) {
      history.advance(reached.logTime());
      history.prune(planning.until());
    } else if (news instanceof DefinitionNews.Asked asked) {
      counts.ask(asked.question());
    } else if (news instanceof DefinitionNews.Happened happened) {
      happenings.add(happened.event());
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mark.getTimestamp() != Long.MAX_VALUE) {
      headroom.note(getProcessingTimeService().getCurrentProcessingTime(), mark.getTimestamp());
      for (Run run : planning.advance(mark.getTimestamp())) {
        walks.begin(run, getProcessingTimeService().getCurrentProcessingTime());
        if (run.isRefused()) {
          refused(run);
        }
      }
      counts.advance(mark.getTimestamp(), archive.history());
      beat();
    }
    super.processWatermark(mark);
  }

  /** Goes on, and sees to it that it will be called again while something is to be done. */
  private void beat() {
    if (!beating && !(walks.areOver() && counts.areOver())) {
      beating = true;
      later(
          now -> {
            beating = false;
            if (headroom.allows(now)) {
              walks.proceed(now, shelves, this::ask);
            }
            counts.proceed(shelves, count -> shares.answer(count, shelves));
            beat();
          });
    }
  }

  private void later(ProcessingTimeCallback work) {
    ProcessingTimeService time = getProcessingTimeService();
    time.registerTimer(
        time.getCurrentProcessingTime() + BEAT,
        at -> work.onProcessingTime(time.getCurrentProcessingTime()));
  }

  /** A migration that our own tools would not have published (V4); told by one subtask. */
  private void refused(Run run) {
    if (isFirst()) {
      LOG.error("run={} event=refused message=\"{}\"", run.id(), run.refusal());
      tell(Fault.of(ErrorCode.MIGRATION_REFUSED, run.refusal()), Origin.time(run.startedAt()));
    }
  }

  /** A business event at which a condition fails (E5); told by one subtask. */
  private void rejected(LoggedEvent logged, Effect.Rejected why) {
    if (isFirst()) {
      BusinessEvent event = logged.event();
      Origin origin =
          new Origin(
              topics.definitions(),
              logged.partition(),
              logged.offset(),
              ("event/" + event.name()).getBytes(StandardCharsets.UTF_8),
              null,
              event.logTime());
      tell(Fault.of(why.code(), why.message()), origin);
    }
  }

  private void tell(Fault fault, Origin origin) {
    letters.count(fault.code());
    output.collect(new StreamRecord<>(deadLetters.letter(fault, origin)));
  }

  private boolean isFirst() {
    return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
  }

  private void ask(Run run, String profile, Order order) {
    output.collect(
        new StreamRecord<>(
            commands.command(run.id(), order, profile.getBytes(StandardCharsets.UTF_8))));
  }
}
