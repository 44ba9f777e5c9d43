package dev.sojourn.journeys.output;

import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/**
 * Puts {@link GatheringOperator} before a sink. It is chained to its neighbours, so that it costs a
 * call, and keeps nothing over a checkpoint.
 */
public final class Gathering extends AbstractStreamOperatorFactory<Output>
    implements OneInputStreamOperatorFactory<Output, Output> {
  private static final long serialVersionUID = 1L;

  private final long linger;

  private Gathering(long linger) {
    this.linger = linger;
  }

  /**
   * Outputs, gathered.
   *
   * @param linger how long an output may wait for others
   * @param name of the operator, and its uid
   */
  public static SingleOutputStreamOperator<Output> of(
      DataStream<Output> outputs, Duration linger, String name) {
    return outputs
        .transform(name, Output.TYPE, new Gathering(linger.toMillis()))
        .name(name)
        .uid(name);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends StreamOperator<Output>> T createStreamOperator(
      StreamOperatorParameters<Output> parameters) {
    return (T) new GatheringOperator(parameters, linger);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
    return GatheringOperator.class;
  }
}
