package dev.sojourn.cli.simulate;

import dev.sojourn.simulator.outcome.OutcomeModel;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How to simulate.
 *
 * @param outcomes what comes of requests of which nothing is recorded; empty: nothing comes
 * @param outcomesName for people
 * @param until up to when time passes, ms since the epoch; empty: to the end of the record
 * @param part length of the parts of time in which numbers are told, ms; empty: as fits
 * @param listed how many of those whose way differs to list
 */
public record SimulationOptions(
    Optional<OutcomeModel> outcomes,
    String outcomesName,
    OptionalLong until,
    OptionalLong part,
    int threads,
    int listed) {}
