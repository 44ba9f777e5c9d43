package dev.sojourn.cli.simulate;

import dev.sojourn.cli.history.PartReader;
import dev.sojourn.cli.history.Spill;
import dev.sojourn.schemas.registry.SchemaRegistry;
import dev.sojourn.simulator.Happening;
import dev.sojourn.simulator.history.HistoryReplay;
import dev.sojourn.simulator.history.PersonHistory;
import dev.sojourn.simulator.outcome.OutcomeModel;
import dev.sojourn.simulator.statistics.Axis;
import dev.sojourn.simulator.statistics.Books;
import dev.sojourn.simulator.statistics.Path;
import dev.sojourn.simulator.statistics.PathComparison;
import dev.sojourn.simulator.statistics.PersonObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** Takes all people of a record through one scenario, or two, on several threads. */
public final class SimulationRun {
  private final Spill spill;
  private final SchemaRegistry schemas;
  private final List<Scenario> scenarios;
  private final Settings settings;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();

  /**
   * @param model empty: nothing comes but what is recorded
   * @param until up to when time passes, ms since the epoch
   * @param listed how many of those whose way differs to list
   */
  record Settings(Optional<OutcomeModel> model, Axis axis, long until, int threads, int listed) {}

  /**
   * @param books of each scenario
   * @param paths of the first scenario and the second; empty if there is one
   * @param unreadable signals
   */
  record Result(List<Books> books, Optional<PathComparison> paths, long unreadable) {}

  /** Sees everything that happens in one scenario; called by many threads. */
  @FunctionalInterface
  interface Witness {
    Witness NONE = (profile, happening) -> {};

    void see(String profile, Happening happening);
  }

  SimulationRun(Spill spill, SchemaRegistry schemas, List<Scenario> scenarios, Settings settings) {
    this.spill = spill;
    this.schemas = schemas;
    this.scenarios = scenarios;
    this.settings = settings;
  }

  /**
   * Runs to the end.
   *
   * @param witness of the first scenario
   * @param progress is told the share that is done; by many threads
   */
  Result run(Witness witness, DoubleConsumer progress) {
    ExecutorService executor = Executors.newFixedThreadPool(settings.threads());
    try {
      List<Future<Result>> workers = new ArrayList<>();
      for (int i = 0; i < settings.threads(); i++) {
        workers.add(executor.submit(() -> new Worker(witness).run(progress)));
      }
      Result result = workers.get(0).get();
      for (Future<Result> worker : workers.subList(1, workers.size())) {
        result = sum(result, worker.get());
      }
      return result;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      executor.shutdownNow();
    }
  }

  private static Result sum(Result one, Result other) {
    for (int i = 0; i < one.books().size(); i++) {
      one.books().get(i).add(other.books().get(i));
    }
    one.paths().ifPresent(paths -> paths.add(other.paths().orElseThrow()));
    return new Result(one.books(), one.paths(), one.unreadable() + other.unreadable());
  }

  /** One thread's part. */
  private final class Worker {
    private final Witness witness;
    private final PartReader reader;
    private final List<HistoryReplay> replays = new ArrayList<>();
    private final List<Books> books = new ArrayList<>();
    private final Optional<PathComparison> paths;

    Worker(Witness witness) {
      this.witness = witness;
      Set<String> emitted = new TreeSet<>();
      for (Scenario scenario : scenarios) {
        emitted.addAll(scenario.emitted());
        replays.add(new HistoryReplay(scenario.definitions(), settings.model(), settings.until()));
        books.add(new Books(settings.axis()));
      }
      reader = new PartReader(spill, schemas, emitted);
      paths =
          scenarios.size() > 1
              ? Optional.of(new PathComparison(settings.listed()))
              : Optional.empty();
    }

    Result run(DoubleConsumer progress) {
      int part = next.getAndIncrement();
      while (part < PartReader.parts()) {
        reader.each(part, this::person);
        progress.accept((double) done.incrementAndGet() / PartReader.parts());
        part = next.getAndIncrement();
      }
      return new Result(books, paths, reader.unreadable());
    }

    private void person(PersonHistory person) {
      if (person.signals().get(0).logTime() > settings.until()) {
        return;
      }
      List<Path> ways = new ArrayList<>();
      for (int i = 0; i < replays.size(); i++) {
        Consumer<Happening> timeline = new PersonObserver(books.get(i));
        if (i == 0 && witness != Witness.NONE) {
          timeline = timeline.andThen(h -> witness.see(person.profile(), h));
        }
        if (paths.isPresent()) {
          Path way = new Path();
          ways.add(way);
          timeline = timeline.andThen(way);
        }
        books.get(i).person(replays.get(i).run(person, timeline));
      }
      paths.ifPresent(all -> all.compare(person.profile(), ways.get(0), ways.get(1)));
    }
  }
}
