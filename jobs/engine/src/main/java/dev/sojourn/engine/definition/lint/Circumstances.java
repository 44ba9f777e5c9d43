package dev.sojourn.engine.definition.lint;

import dev.sojourn.engine.definition.PublicationState;
import java.util.Optional;

/**
 * Under what circumstances documents are looked at.
 *
 * @param now ms since the epoch
 * @param state in which they are to be published; empty if that is not said
 */
public record Circumstances(long now, Optional<PublicationState> state) {}
