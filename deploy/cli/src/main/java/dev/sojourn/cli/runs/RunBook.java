package dev.sojourn.cli.runs;

import dev.sojourn.avro.RunShare;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes one line per run of what the workers tell of it. Not thread-safe. */
public final class RunBook {
  /** By run, number of workers and worker, the latest share. */
  private final Map<String, Map<Integer, Map<Integer, RunShare>>> shares = new LinkedHashMap<>();

  /** Takes in a share; in the order of the log. */
  public void take(RunShare share) {
    shares
        .computeIfAbsent(share.getRun(), run -> new TreeMap<>())
        .computeIfAbsent(share.getWorkers(), workers -> new TreeMap<>())
        .put(share.getWorker(), share);
  }

  /** All runs, the one that began last first. */
  public List<RunState> runs() {
    List<RunState> runs = new ArrayList<>();
    shares.values().forEach(byWorkers -> runs.add(state(newest(byWorkers.values()))));
    runs.sort(Comparator.comparing(RunState::startedAt).reversed().thenComparing(RunState::run));
    return runs;
  }

  /** Before a change of parallelism others told: what they did is in what is told now. */
  private static Collection<RunShare> newest(Collection<Map<Integer, RunShare>> all) {
    return all.stream()
        .max(Comparator.comparing(byWorker -> last(byWorker.values())))
        .orElseThrow()
        .values();
  }

  private static Instant last(Collection<RunShare> shares) {
    return shares.stream().map(RunShare::getAt).max(Comparator.naturalOrder()).orElseThrow();
  }

  private static RunState state(Collection<RunShare> shares) {
    RunShare one = shares.iterator().next();
    Optional<RunShare> refused =
        shares.stream().filter(share -> share.getState().equals("refused")).findFirst();
    boolean isReplaced = shares.stream().anyMatch(share -> share.getState().equals("replaced"));
    boolean isFinished =
        shares.size() == one.getWorkers()
            && shares.stream().allMatch(share -> share.getState().equals("finished"));
    return new RunState(
        one.getRun(),
        one.getKind(),
        one.getJourney(),
        one.getStartedAt(),
        one.getPace(),
        refused.isPresent()
            ? "refused"
            : isReplaced ? "replaced" : isFinished ? "finished" : "running",
        shares.stream().mapToLong(RunShare::getTold).sum(),
        shares.stream().mapToDouble(RunShare::getProgress).sum() / one.getWorkers(),
        last(shares),
        refused.map(RunShare::getReason).orElse(""));
  }
}
