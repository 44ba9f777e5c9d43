package dev.sojourn.journeys.directory;

import dev.sojourn.journeys.ParserSupplier;
import dev.sojourn.journeys.RegistrySupplier;
import dev.sojourn.journeys.definition.DefinitionNews;
import dev.sojourn.journeys.output.Output;
import dev.sojourn.schemas.Topics;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;

/** Makes the directory where it runs. */
public final class DirectoryOperatorFactory extends AbstractStreamOperatorFactory<Output>
    implements TwoInputStreamOperatorFactory<Listed, DefinitionNews, Output> {
  private static final long serialVersionUID = 1L;

  private final Topics topics;
  private final RegistrySupplier registries;
  private final ParserSupplier parsers;

  public DirectoryOperatorFactory(
      Topics topics, RegistrySupplier registries, ParserSupplier parsers) {
    this.topics = topics;
    this.registries = registries;
    this.parsers = parsers;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends StreamOperator<Output>> T createStreamOperator(
      StreamOperatorParameters<Output> parameters) {
    return (T) new DirectoryOperator(parameters, topics, registries, parsers);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
    return DirectoryOperator.class;
  }
}
