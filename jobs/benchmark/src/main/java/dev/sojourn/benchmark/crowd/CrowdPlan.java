package dev.sojourn.benchmark.crowd;

import dev.sojourn.benchmark.pipeline.Endpoints;
import dev.sojourn.benchmark.pipeline.JobKind;
import dev.sojourn.benchmark.pipeline.JobSettings;
import dev.sojourn.benchmark.pipeline.Services;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be measured, and how.
 *
 * @param root directory for broker, registry and job
 * @param scenarios which to measure
 * @param sizes how large each is
 * @param outside where broker and registry run already; empty: they are started
 */
public record CrowdPlan(
    Path root,
    Set<Scenario> scenarios,
    Sizes sizes,
    int partitions,
    int parallelism,
    long checkpointMillis,
    long bufferTimeoutMillis,
    int managedMb,
    String heap,
    boolean ownProcesses,
    Optional<Endpoints> outside) {

  /**
   * How large the scenarios are; none has more people than there are.
   *
   * @param profiles whom a sweep goes through
   * @param warmUpSeconds of load before something is published under it
   * @param perSecond events while people are swept or moved
   * @param pace of the scheduled read, people in a second
   * @param seconds over which the pace is looked at
   * @param movers people inside the journey
   * @param movePace of the migration, people in a second
   * @param withInput whether events arrive while people are moved
   * @param publishPerSecond events while definitions are published
   * @param repetitions how many definitions are published
   * @param waits people who wait
   * @param minutes over which their waits come due
   * @param burst people whose waits come due within one second
   */
  public record Sizes(
      int profiles,
      int warmUpSeconds,
      int perSecond,
      int pace,
      int seconds,
      int movers,
      int movePace,
      boolean withInput,
      int publishPerSecond,
      int repetitions,
      int waits,
      double minutes,
      int burst) {
    public Sizes {
      movers = Math.min(movers, profiles);
      waits = Math.min(waits, profiles);
      burst = Math.min(burst, profiles);
      if (profiles < 1
          || warmUpSeconds < 0
          || perSecond < 1
          || pace < 1
          || seconds < 1
          || movers < 1
          || movePace < 1
          || publishPerSecond < 1
          || repetitions < 1
          || waits < 1
          || minutes <= 0
          || burst < 1) {
        throw new IllegalArgumentException("every size must be more than zero, and no time less");
      }
    }

    long warmUpMillis() {
      return warmUpSeconds * 1_000L;
    }

    /** People to be read: for so many seconds, with some to spare at both ends. */
    int readers() {
      return pace * (seconds + 2);
    }
  }

  /** How many people there must be for what is to be measured. */
  int people() {
    return scenarios.stream().mapToInt(this::people).max().orElse(1);
  }

  private int people(Scenario scenario) {
    return switch (scenario) {
      case SWEEP -> sizes.profiles();
      case PACE -> sizes.readers();
      case MOVE -> sizes.movers();
      case PUBLISH -> Math.min(sizes.profiles(), 100_000);
      case WAITS -> sizes.waits();
      case BURST -> sizes.burst();
    };
  }

  Services services() throws Exception {
    if (outside.isPresent()) {
      return Services.outside(outside.get());
    }
    return ownProcesses ? Services.inOwnProcess(root) : Services.inProcess(root);
  }

  Path run() {
    return root.resolve("run");
  }

  JobSettings settings(Endpoints endpoints) {
    return new JobSettings(
        JobKind.JOURNEYS,
        endpoints.bootstrapServers(),
        endpoints.registry().toString(),
        "crowd-" + ProcessHandle.current().pid() + ".",
        partitions,
        parallelism,
        checkpointMillis,
        bufferTimeoutMillis,
        managedMb,
        run().toString());
  }
}
