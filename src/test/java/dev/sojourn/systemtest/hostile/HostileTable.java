package dev.sojourn.systemtest.hostile;

import dev.sojourn.systemtest.outside.OutsideProducer;
import java.util.ArrayList;
import java.util.List;

/** All of it. */
public final class HostileTable {
  private HostileTable() {}

  /**
   * The inputs, in the order in which they are to be sent.
   *
   * @param partitions how many {@code signals} has
   */
  public static List<HostileInput> all(OutsideProducer producer, int partitions) {
    List<HostileInput> inputs = new ArrayList<>();
    inputs.addAll(HostileFrames.all(producer));
    inputs.addAll(HostileFrames.otherKinds(producer));
    inputs.addAll(HostileSchemas.all(producer));
    inputs.addAll(HostileKeys.all(producer, partitions));
    inputs.addAll(HostileSignals.all(producer));
    inputs.addAll(HostileDefinitions.all(producer));
    inputs.addAll(HostileDocuments.all(producer));
    inputs.addAll(HostileRequests.all(producer));
    return inputs;
  }
}
