package dev.sojourn.cli.simulate;

import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.document.ChannelLimits;
import dev.sojourn.simulator.history.DefinitionTimeline;
import dev.sojourn.simulator.statistics.Books;
import java.util.Map;
import java.util.Set;

/**
 * Definitions that people are simulated under.
 *
 * @param name for people: where they are from
 * @param journeys every version that is in effect at some time
 * @param limits by channel, as they are at the end
 * @param emitted types of events that its journeys emit
 */
record Scenario(
    String name,
    DefinitionTimeline definitions,
    Map<Books.Version, Journey> journeys,
    Map<String, ChannelLimits> limits,
    Set<String> emitted) {}
