package dev.sojourn.journeys.output;

import dev.sojourn.avro.Command;
import dev.sojourn.avro.StayCount;
import dev.sojourn.avro.StepStays;
import dev.sojourn.engine.directory.Order;
import dev.sojourn.engine.directory.Run;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a run asks of people, as records of {@code signals}, and what one has counted. All of one
 * run and order are alike but for their keys, so each is encoded once.
 */
public final class CommandEncoder {
  private final OutputEncoder encoder;
  private String run = "";
  private Order order;
  private byte[] value;

  public CommandEncoder(OutputEncoder encoder) {
    this.encoder = encoder;
  }

  /**
   * A command.
   *
   * @param run its id is the command's too: a person is asked once in a run
   * @param key the profile key in UTF-8
   */
  public Output command(String run, Order order, byte[] key) {
    if (order != this.order || !run.equals(this.run)) {
      value =
          encoder
              .encode(
                  Destination.SIGNALS, key, new Command(run, run, order.kind(), order.arguments()))
              .value();
      this.run = run;
      this.order = order;
    }
    return new Output(Destination.SIGNALS, Output.BY_KEY, key, value);
  }

  /**
   * What one worker has counted (V3).
   *
   * @param run whose legs count
   * @param counts by version of the journey, by step
   */
  public Output count(Run run, Map<Integer, Map<String, Long>> counts, int worker, int workers) {
    Order.Count order = (Order.Count) run.legs().get(0).order();
    List<StepStays> steps = new ArrayList<>();
    counts.forEach(
        (version, byStep) ->
            byStep.forEach((step, stays) -> steps.add(new StepStays(version, step, stays))));
    return encoder.encode(
        Destination.JOURNEY_STEPS,
        run.id().getBytes(StandardCharsets.UTF_8),
        new StayCount(
            run.id(),
            order.migration(),
            order.version(),
            order.journey(),
            worker,
            workers,
            steps,
            Instant.ofEpochMilli(run.startedAt())));
  }
}
