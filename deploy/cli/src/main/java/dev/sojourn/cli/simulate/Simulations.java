package dev.sojourn.cli.simulate;

import dev.sojourn.cli.CommandException;
import dev.sojourn.cli.history.SignalSource;
import dev.sojourn.cli.history.Spill;
import dev.sojourn.engine.definition.DocumentParser;
import dev.sojourn.engine.definition.document.CachingDocumentParser;
import dev.sojourn.engine.definition.document.Documents;
import dev.sojourn.simulator.statistics.Axis;
import dev.sojourn.simulator.statistics.Books;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** Runs simulations from their signals to what can be told. */
final class Simulations {
  private static final int DOCUMENTS = 10_000;

  /** So many samples make a curve. */
  private static final int SAMPLES = 200;

  private final SignalSource signals;
  private final SignalSource.Window window;
  private final SimulationOptions options;
  private final Telling telling;

  /** What is told while it runs. */
  interface Telling extends SignalSource.Problems {
    /** How far reading has come. */
    SignalSource.Progress reading();

    /** How far simulating has come. */
    DoubleConsumer simulating();

    /** Something that the user should know. */
    void warn(String message);
  }

  Simulations(
      SignalSource signals,
      SignalSource.Window window,
      SimulationOptions options,
      Telling telling) {
    this.signals = signals;
    this.window = window;
    this.options = options;
    this.telling = telling;
  }

  /**
   * Simulates a draft, and what it is compared with over the same people.
   *
   * @param witness of the draft's simulation
   */
  Simulation run(
      DefinitionSource draft, Optional<DefinitionSource> against, SimulationRun.Witness witness) {
    try (Spill spill = new Spill()) {
      signals.read(window, spill, telling, telling.reading());
      if (spill.signals() == 0) {
        throw CommandException.problem(
            signals.name() + " holds no signals of that time; nothing to simulate");
      }
      long first = spill.first();
      long until = options.until().orElse(spill.last());
      if (until < first) {
        throw CommandException.problem(
            "--until is before the first signal, which was logged at "
                + Instant.ofEpochMilli(first));
      }
      List<Scenario> scenarios = compile(draft, against, first, until, telling::warn);
      SimulationRun.Settings settings =
          new SimulationRun.Settings(
              options.outcomes(), axis(first, until), until, options.threads(), options.listed());
      SimulationRun.Result result =
          new SimulationRun(spill, signals.schemas(), scenarios, settings)
              .run(witness, telling.simulating());
      return tell(spill, first, until, scenarios, result);
    }
  }

  private static List<Scenario> compile(
      DefinitionSource draft,
      Optional<DefinitionSource> against,
      long first,
      long until,
      Consumer<String> refused) {
    DocumentParser parser = new CachingDocumentParser(new Documents(), DOCUMENTS);
    List<Scenario> scenarios = new ArrayList<>();
    scenarios.add(draft.compile(first, until, parser, refused));
    against.ifPresent(other -> scenarios.add(other.compile(first, until, parser, refused)));
    return scenarios;
  }

  private Axis axis(long first, long until) {
    try {
      return options.part().isPresent()
          ? Axis.covering(first, until, options.part().getAsLong())
          : Axis.covering(first, until, SAMPLES);
    } catch (IllegalArgumentException e) {
      throw CommandException.problem("--bucket is too short: " + e.getMessage());
    }
  }

  private Simulation tell(
      Spill spill, long first, long until, List<Scenario> scenarios, SimulationRun.Result result) {
    List<Simulation.Side> sides = new ArrayList<>();
    for (int i = 0; i < scenarios.size(); i++) {
      sides.add(Simulation.Side.of(scenarios.get(i), result.books().get(i)));
    }
    Books books = result.books().get(0);
    return new Simulation(
        new Simulation.About(
            signals.name(),
            spill.signals(),
            result.unreadable(),
            first,
            until,
            books.axis(),
            books.hours(),
            options.outcomesName()),
        sides.get(0),
        result.paths().map(paths -> new Simulation.Against(sides.get(1), paths)));
  }
}
