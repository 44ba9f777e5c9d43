package dev.sojourn.benchmark.latency;

import dev.sojourn.benchmark.pipeline.DataSet;
import dev.sojourn.benchmark.pipeline.Endpoints;
import dev.sojourn.benchmark.pipeline.JobKind;
import dev.sojourn.benchmark.pipeline.JobSettings;
import dev.sojourn.benchmark.pipeline.Services;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is to be measured, and how.
 *
 * @param root directory for broker, registry and job
 * @param before what is on the topic already and is read first, so that the job is warm and most
 *     people known
 * @param perSecond signals
 * @param warmUpSeconds at that rate, not counted
 * @param outside where broker and registry run already; empty: they are started
 */
public record LatencyPlan(
    Path root,
    DataSet before,
    int perSecond,
    int warmUpSeconds,
    int measureSeconds,
    int parallelism,
    long checkpointMillis,
    long bufferTimeoutMillis,
    int managedMb,
    String heap,
    boolean ownProcesses,
    Optional<Endpoints> outside) {

  /** Starts broker and registry, or finds them where they run. */
  Services services() throws Exception {
    if (outside.isPresent()) {
      return Services.outside(outside.get());
    }
    return ownProcesses ? Services.inOwnProcess(root) : Services.inProcess(root);
  }

  JobSettings settings(Endpoints endpoints) {
    return new JobSettings(
        JobKind.JOURNEYS,
        endpoints.bootstrapServers(),
        endpoints.registry().toString(),
        "latency-" + ProcessHandle.current().pid() + ".",
        before.partitions(),
        parallelism,
        checkpointMillis,
        bufferTimeoutMillis,
        managedMb,
        root.resolve("run").toString());
  }
}
