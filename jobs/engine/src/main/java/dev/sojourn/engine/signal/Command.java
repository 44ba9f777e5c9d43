package dev.sojourn.engine.signal;

import java.util.Map;

/**
 * An instruction to this profile from a run over many. Idempotent by its id.
 *
 * @param run the run it belongs to
 * @param kind see {@link dev.sojourn.engine.directory.Order}
 */
public record Command(String id, String run, String kind, Map<String, String> arguments)
    implements Signal {}
