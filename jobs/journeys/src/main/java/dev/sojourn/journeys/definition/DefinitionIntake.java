package dev.sojourn.journeys.definition;

import dev.sojourn.avro.BusinessEvent;
import dev.sojourn.avro.CountRequest;
import dev.sojourn.avro.Definition;
import dev.sojourn.avro.Pointer;
import dev.sojourn.avro.Tick;
import dev.sojourn.engine.definition.DefinitionException;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.journeys.ParserSupplier;
import dev.sojourn.journeys.RegistrySupplier;
import dev.sojourn.journeys.metric.CountersByName;
import dev.sojourn.journeys.output.DeadLetters;
import dev.sojourn.journeys.output.Fault;
import dev.sojourn.journeys.output.Origin;
import dev.sojourn.journeys.output.OutputEncoder;
import dev.sojourn.journeys.source.LogRecord;
import dev.sojourn.journeys.source.PartitionClock;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import dev.sojourn.schemas.registry.RegistryUnavailableException;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Reads the definitions' log, in one subtask: gives each record its time, and refuses what cannot
 * be used, once and before anybody is told of it. A document that no parser takes should never have
 * been published (rule 8).
 */
public final class DefinitionIntake extends ProcessFunction<LogRecord, DefinitionNews>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final Topics topics;
  private final RegistrySupplier registries;
  private final ParserSupplier parsers;
  private final WallClock wallClock;

  private transient PartitionClock clock;
  private transient BusinessEventGate gate;
  private transient RecordDecoder decoder;
  private transient DefinitionReader reader;
  private transient DeadLetters deadLetters;
  private transient CountersByName refused;

  public DefinitionIntake(Topics topics, RegistrySupplier registries, ParserSupplier parsers) {
    this(topics, registries, parsers, () -> InstantSource.system().instant());
  }

  DefinitionIntake(
      Topics topics, RegistrySupplier registries, ParserSupplier parsers, WallClock wallClock) {
    this.topics = topics;
    this.registries = registries;
    this.parsers = parsers;
    this.wallClock = wallClock;
  }

  /** Tells when a job without a past begins; travels with the job. */
  @FunctionalInterface
  interface WallClock extends InstantSource, Serializable {}

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    clock = PartitionClock.restore(context.getOperatorStateStore());
    gate = BusinessEventGate.restore(context, wallClock);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    clock.snapshot();
    gate.snapshot();
  }

  @Override
  public void open(OpenContext context) {
    SchemaRegistry registry = registries.open();
    decoder = new RecordDecoder(registry);
    reader = new DefinitionReader(parsers.parser());
    deadLetters = new DeadLetters("journeys/definitions", new OutputEncoder(registry, topics));
    refused = new CountersByName(getRuntimeContext().getMetricGroup(), "deadLetters");
  }

  @Override
  public void processElement(LogRecord record, Context context, Collector<DefinitionNews> out) {
    long logTime = clock.advance(record.partition(), record.logTime());
    // Collecting lies outside: what fails further down is not the record's fault.
    DefinitionNews news = take(record, logTime);
    out.collect(news);
    if (news instanceof DefinitionNews.Asked || news instanceof DefinitionNews.Happened) {
      out.collect(new DefinitionNews.TimeReached(logTime));
    }
  }

  private DefinitionNews take(LogRecord record, long logTime) {
    try {
      return read(record, logTime);
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (UnreadableRecordException e) {
      return refuse(Fault.input(e.code(), e.getMessage()), record, logTime);
    } catch (BusinessEventReader.RefusedException e) {
      return refuse(e.fault(), record, logTime);
    } catch (DefinitionException e) {
      return refuse(Fault.of(ErrorCode.DEFINITION_INVALID, e.getMessage()), record, logTime);
    } catch (RuntimeException | StackOverflowError e) {
      // Nobody foresaw this document; it must not stop the job all the same.
      return refuse(
          Fault.of(ErrorCode.DEFINITION_INVALID, "The document cannot be read: " + e + "."),
          record,
          logTime);
    }
  }

  private DefinitionNews read(LogRecord record, long logTime)
      throws BusinessEventReader.RefusedException {
    if (record.value() == null) {
      // A tombstone: whoever may be inside of a version keeps it, whatever the log has forgotten.
      return new DefinitionNews.TimeReached(logTime);
    }
    SpecificRecord value = decoder.decode(record.value());
    if (value instanceof Tick) {
      return new DefinitionNews.TimeReached(logTime);
    }
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    if (value instanceof BusinessEvent event) {
      return gate.isOld(logTime)
          ? new DefinitionNews.TimeReached(logTime)
          : happened(event, key, record, logTime);
    }
    return value instanceof CountRequest request
        ? new DefinitionNews.Asked(QuestionReader.read(request, key, logTime))
        : new DefinitionNews.Published(read(value, key, logTime));
  }

  private DefinitionNews happened(BusinessEvent event, String key, LogRecord record, long logTime)
      throws BusinessEventReader.RefusedException {
    LoggedEvent logged =
        new LoggedEvent(
            BusinessEventReader.read(event, key, logTime), record.partition(), record.offset());
    gate.enter(logTime);
    return new DefinitionNews.Happened(logged);
  }

  private DefinitionRecord read(SpecificRecord value, String key, long logTime) {
    if (value instanceof Definition definition) {
      return reader.version(definition, key, logTime);
    }
    if (value instanceof Pointer pointer) {
      return reader.pointer(pointer, key, logTime);
    }
    throw new UnreadableRecordException(
        UnreadableRecordException.Code.TYPE_UNEXPECTED,
        "A "
            + value.getSchema().getFullName()
            + " has no place on "
            + topics.definitions()
            + ". Write definitions, pointers, business events, requests for counts and ticks only.");
  }

  private DefinitionNews refuse(Fault fault, LogRecord record, long logTime) {
    refused.count(fault.code());
    return new DefinitionNews.Refused(
        deadLetters.letter(
            fault,
            new Origin(
                topics.definitions(),
                record.partition(),
                record.offset(),
                record.key(),
                record.value(),
                logTime)));
  }
}
