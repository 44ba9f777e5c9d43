package dev.sojourn.benchmark.crowd;

import dev.sojourn.avro.JourneyStep;
import dev.sojourn.benchmark.pipeline.SignalWriter;
import dev.sojourn.engine.definition.PublicationState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;

/**
 * Everybody inside a journey is moved to its second version by a migration, and once more by
 * another version of the migration that says the same (V3). With input, those who are inside ask to
 * come in again meanwhile, and must not.
 */
final class MoveMeasurement implements Measurement {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Longer than a definition takes to have effect. */
  private static final long EFFECT_MILLIS = 2_000;

  private final CrowdPlan.Sizes sizes;
  private final int people;
  private final Seen moved = new Seen();
  private final AtomicLong entered = new AtomicLong();
  private final AtomicLong first = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong last = new AtomicLong();
  private final List<Figure> figures = new ArrayList<>();

  MoveMeasurement(CrowdPlan.Sizes sizes) {
    this.sizes = sizes;
    this.people = sizes.movers();
  }

  @Override
  public List<Figure> run(Deployment deployment) throws Exception {
    enter(deployment);
    deployment.publish("moved-2", CrowdDefinitions.moved(2));
    Thread.sleep(EFFECT_MILLIS);
    Path migration =
        deployment.file("migration-1", CrowdDefinitions.migration(1, sizes.movePace()));
    Preview before = Preview.of(deployment.connection(), migration);
    figures.add(Figure.equal("preview: inside version 1", before.inside(), "", people));
    figures.add(Figure.of("preview took", before.seconds(), "s"));
    try (OutputReader reader =
        deployment.read(deployment.settings().topics().journeySteps(), this::take)) {
      move(deployment, reader, migration);
      again(deployment, reader);
    }
    compare(deployment, before);
    return figures;
  }

  private void enter(Deployment deployment) {
    try (SignalWriter writer = deployment.writer()) {
      Crowd.each(writer, people, entry(), n -> Map.of());
    }
    long inside = inside(deployment).getOrDefault(1, 0L);
    if (inside != people) {
      throw new IllegalStateException(inside + " people came into the journey, and not " + people);
    }
  }

  private static String entry() {
    return CrowdDefinitions.entry(CrowdDefinitions.MOVED);
  }

  /** How many are inside, by version. */
  private static Map<Integer, Long> inside(Deployment deployment) {
    return deployment.count("journey", CrowdDefinitions.MOVED, List.of(1, 2)).counts();
  }

  private void take(SpecificRecord record, long loggedAt, long readAt) {
    if (!(record instanceof JourneyStep step)
        || !step.getJourney().equals(CrowdDefinitions.MOVED)) {
      return;
    }
    if (step.getKind().equals("moved")) {
      first.accumulateAndGet(loggedAt, Math::min);
      last.accumulateAndGet(loggedAt, Math::max);
      moved.add(step.getProfile());
    } else if (step.getKind().equals("entered")) {
      entered.incrementAndGet();
    }
  }

  private void move(Deployment deployment, OutputReader reader, Path migration) throws Exception {
    Optional<Load> load =
        sizes.withInput()
            ? Optional.of(
                Load.start(
                    Crowd.inTurn(entry(), people, number -> Map.of()),
                    sizes.perSecond(),
                    deployment.writer()))
            : Optional.empty();
    try {
      deployment.publish(migration, PublicationState.LIVE);
      Duration patience = PATIENCE.plusSeconds(3L * people / sizes.movePace());
      deployment.await(
          "everybody to be moved",
          patience,
          () -> {
            reader.check();
            return moved.count() == people;
          });
      load.ifPresent(Load::check);
    } finally {
      load.ifPresent(Load::close);
    }
    double seconds = Math.max(1, last.get() - first.get()) / 1_000.0;
    figures.add(Figure.equal("moved", moved.count(), "", people));
    figures.add(Figure.of("from the first to the last", seconds, "s"));
    figures.add(Figure.of("moved a second", Math.rint(people / seconds), "/s"));
    figures.add(Figure.of("its pace", sizes.movePace(), "/s"));
  }

  /** The same once more: nobody is left whom it could move. */
  private void again(Deployment deployment, OutputReader reader) throws Exception {
    Map<Integer, Long> before = inside(deployment);
    try (RunWatch runs = RunWatch.start(deployment)) {
      deployment.publish("migration-2", CrowdDefinitions.migration(2, sizes.movePace()));
      runs.await("move/" + CrowdDefinitions.MIGRATION + "/2/", PATIENCE);
    }
    Map<Integer, Long> after = inside(deployment);
    // What it had written is behind what was counted: the reader is soon past it.
    Thread.sleep(EFFECT_MILLIS);
    reader.check();
    figures.add(Figure.equal("inside version 1 afterwards", before.getOrDefault(1, 0L), "", 0));
    figures.add(
        Figure.equal("inside version 2 afterwards", before.getOrDefault(2, 0L), "", people));
    figures.add(Figure.equal("inside both after a second migration", sum(after), "", sum(before)));
    figures.add(Figure.equal("moved twice", moved.again(), "", 0));
    figures.add(Figure.equal("entered meanwhile", entered.get(), "", 0));
  }

  private static long sum(Map<Integer, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** With the preview of the way back, step by step; nobody goes it. */
  private void compare(Deployment deployment, Preview before) throws Exception {
    deployment.publish(
        deployment.file("migration-2", CrowdDefinitions.migration(2, sizes.movePace())),
        PublicationState.STOPPED);
    Preview after =
        Preview.of(
            deployment.connection(),
            deployment.file("migration-back", CrowdDefinitions.migrationBack()));
    Map<String, Long> expected = new TreeMap<>();
    before
        .at()
        .forEach(
            (step, count) ->
                expected.put(
                    step.equals(CrowdDefinitions.last(1)) ? CrowdDefinitions.last(2) : step,
                    count));
    long off = 0;
    for (String step : expected.keySet()) {
      off += Math.abs(expected.get(step) - after.at().getOrDefault(step, 0L));
    }
    figures.add(Figure.equal("counted at another step than previewed", off, "", 0));
  }
}
