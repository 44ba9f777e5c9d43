package dev.sojourn.benchmark.pipeline;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is to be measured, and how.
 *
 * @param root where data sets lie
 * @param rounds each job once per round
 * @param warmUpEvents from the first on, not counted
 * @param measuredEvents after these, the same for both jobs; fewer if the data ends
 * @param ownProcesses whether broker and jobs have a JVM each
 * @param outside where broker and registry run already; empty: they are started
 * @param profile where a CPU profile of each job's steady part goes; empty: none is taken
 */
public record ThroughputPlan(
    Path root,
    DataSet data,
    int rounds,
    long warmUpEvents,
    long measuredEvents,
    int parallelism,
    long checkpointMillis,
    long bufferTimeoutMillis,
    int managedMb,
    String heap,
    boolean ownProcesses,
    Optional<Endpoints> outside,
    Optional<Path> profile) {
  /** Each data set has topics of its own: a broker may hold several. */
  private String prefix() {
    return "bench-%08x.".formatted(directory().getFileName().toString().hashCode());
  }

  /** Where the data set lies. */
  Path directory() {
    return data.directory(root);
  }

  /** Starts broker and registry, or finds them where they run. */
  Services services() throws Exception {
    if (outside.isPresent()) {
      return Services.outside(outside.get());
    }
    return ownProcesses ? Services.inOwnProcess(directory()) : Services.inProcess(directory());
  }

  JobSettings settings(JobKind kind, Endpoints endpoints, Path directory) {
    return new JobSettings(
        kind,
        endpoints.bootstrapServers(),
        endpoints.registry().toString(),
        prefix(),
        data.partitions(),
        parallelism,
        checkpointMillis,
        bufferTimeoutMillis,
        managedMb,
        directory.toString());
  }
}
