package dev.sojourn.journeys;

import dev.sojourn.journeys.definition.DefinitionArchive;
import dev.sojourn.journeys.definition.DefinitionIntake;
import dev.sojourn.journeys.definition.DefinitionNews;
import dev.sojourn.journeys.directory.DirectoryOperatorFactory;
import dev.sojourn.journeys.directory.Listed;
import dev.sojourn.journeys.intake.Inbound;
import dev.sojourn.journeys.intake.SignalIntake;
import dev.sojourn.journeys.option.Arguments;
import dev.sojourn.journeys.output.Output;
import dev.sojourn.journeys.output.Sinks;
import dev.sojourn.journeys.profile.ProfileFunction;
import dev.sojourn.journeys.profile.ProfileLogic;
import dev.sojourn.journeys.profile.ProfileSections;
import dev.sojourn.journeys.source.LogRecord;
import dev.sojourn.journeys.source.Logs;
import dev.sojourn.journeys.tick.Ticks;
import dev.sojourn.schemas.TopicSetup;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;

/**
 * The topology of the journeys job:
 *
 * <pre>
 *   signals ─► intake ══ by profile key ══► profiles ─► outputs
 *   definitions ─► intake ═══ broadcast ═══════╝ ║
 *                             └─ broadcast ═══╗  ║ by bucket
 *                                            directory ─► commands
 *   tick beats ─► ticks ─► both logs
 * </pre>
 *
 * One shuffle and one sink: between a signal's arrival and its effects lies one exchange only. The
 * directory lies beside that way, not on it.
 */
public final class JourneysJob {
  private final JourneysOptions options;
  private final RegistrySupplier registries;
  private final ParserSupplier parsers;
  private final ProfileLogic logic;

  /** The job with parts of one's own; what {@link #build} takes is what production runs with. */
  public JourneysJob(
      JourneysOptions options,
      RegistrySupplier registries,
      ParserSupplier parsers,
      ProfileLogic logic) {
    this.options = options;
    this.registries = registries;
    this.parsers = parsers;
    this.logic = logic;
  }

  /**
   * Runs the job on the cluster at hand.
   *
   * @param args options as {@code --key value} pairs; see {@link JourneysOptions}
   * @throws dev.sojourn.schemas.TopicMisconfiguredException if the topics are not as they must be,
   *     with what to do
   */
  public static void main(String[] args) throws Exception {
    JourneysOptions options = JourneysOptions.fromMap(Arguments.parse(args));
    checkTopics(options);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    build(env, options);
    env.execute();
  }

  /**
   * Refuses topics on which the job's promises cannot stand: to be called before the job is
   * started.
   *
   * @throws dev.sojourn.schemas.TopicMisconfiguredException with what to do
   */
  public static void checkTopics(JourneysOptions options) {
    try (Admin admin = Admin.create(options.kafkaProperties())) {
      TopicSetup.check(admin, options.topics(), options.signalsPartitions());
    }
  }

  /** Adds the job to an environment, and sets the environment up for it. */
  public static void build(StreamExecutionEnvironment env, JourneysOptions options) {
    new JourneysJob(
            options,
            RegistrySupplier.at(options.registry()),
            ParserSupplier.ofWorker(),
            ProfileLogic.engine())
        .build(env);
  }

  /** Adds the job to an environment, and sets the environment up for it. */
  public void build(StreamExecutionEnvironment env) {
    env.configure(JobSettings.of(options));
    options.parallelism().ifPresent(env::setParallelism);
    Logs logs = new Logs(options);
    // A source subtask without a partition would never emit a watermark, and so stop all time.
    int readers = Math.min(env.getParallelism(), options.signalsPartitions());
    DataStream<Inbound> inbound =
        env.fromSource(logs.signals(), Logs.signalWatermarks(), "signals", LogRecord.TYPE)
            .uid("signals")
            .setParallelism(readers)
            .process(
                new SignalIntake(options.topics(), options.signalsPartitions(), registries),
                Inbound.TYPE)
            .name("intake")
            .uid("intake")
            .setParallelism(readers);
    DataStream<DefinitionNews> definitions = definitions(env, logs);
    Sinks sinks = new Sinks(options);
    SingleOutputStreamOperator<Output> profiles =
        inbound
            .keyBy(Inbound::key, Types.STRING)
            .connect(definitions.broadcast(DefinitionArchive.STATE))
            .process(new ProfileFunction(logic, options.topics(), registries, parsers), Output.TYPE)
            .name("profiles")
            .uid(ProfileSections.OPERATOR);
    profiles.sinkTo(sinks.outputs()).name("outputs").uid("outputs");
    // A sink of its own: a common one could not be chained to the operator on the way of each
    // event.
    profiles
        .getSideOutput(Listed.TAG)
        .keyBy(Listed::key, Types.STRING)
        .connect(definitions.broadcast())
        .transform(
            "directory",
            Output.TYPE,
            new DirectoryOperatorFactory(options.topics(), registries, parsers))
        .uid("directory")
        .sinkTo(sinks.commands())
        .name("commands")
        .uid("commands");
    Ticks.add(env, options, registries);
  }

  private DataStream<DefinitionNews> definitions(StreamExecutionEnvironment env, Logs logs) {
    return env.fromSource(
            logs.definitions(), Logs.definitionWatermarks(), "definitions", LogRecord.TYPE)
        .uid("definitions")
        .setParallelism(1)
        .process(new DefinitionIntake(options.topics(), registries, parsers), DefinitionNews.TYPE)
        .name("definitions intake")
        .uid("definitions-intake")
        .setParallelism(1);
  }
}
