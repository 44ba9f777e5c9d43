package dev.sojourn.journeys.definition;

import dev.sojourn.engine.directory.BusinessEvent;

/**
 * A business event, and where it stands in the definitions' log.
 *
 * @param offset for whoever looks for it because of a dead letter
 */
public record LoggedEvent(BusinessEvent event, int partition, long offset) {}
