package dev.sojourn.delivery.operator;

import dev.sojourn.delivery.RegistrySupplier;
import dev.sojourn.delivery.definition.DefinitionChange;
import dev.sojourn.delivery.stream.ChannelInput;
import dev.sojourn.delivery.stream.OutgoingRecord;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.legacy.YieldingOperatorFactory;

/** Makes the channel operator with the mailbox through which answers come back. */
public final class ChannelOperatorFactory extends AbstractStreamOperatorFactory<OutgoingRecord>
    implements TwoInputStreamOperatorFactory<ChannelInput, DefinitionChange, OutgoingRecord>,
        YieldingOperatorFactory<OutgoingRecord> {
  private static final long serialVersionUID = 1L;

  private final Settings settings;

  public ChannelOperatorFactory(Settings settings) {
    this.settings = settings;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends StreamOperator<OutgoingRecord>> T createStreamOperator(
      StreamOperatorParameters<OutgoingRecord> parameters) {
    return (T) new ChannelOperator(parameters, settings, getMailboxExecutor());
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
    return ChannelOperator.class;
  }

  /**
   * What the operator is told.
   *
   * @param reportsTopic the signals
   * @param concurrency attempts under way at once in a channel whose document does not say
   * @param patience for how long a request waits for a definition that is not known
   */
  public record Settings(
      RegistrySupplier registry, String reportsTopic, int concurrency, Duration patience)
      implements Serializable {}
}
