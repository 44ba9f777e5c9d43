package dev.sojourn.journeys.output;

import dev.sojourn.avro.Command;
import dev.sojourn.engine.directory.Order;

/**
 * What a run asks of people, as records of {@code signals}. All of one run and order are alike but
 * for their keys, so each is encoded once.
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
}
