package dev.sojourn.engine.definition;

import dev.sojourn.engine.expression.Expression;
import java.util.Optional;

/**
 * Which events are meant.
 *
 * @param type the event's type, equal to the letter
 * @param when a further condition; empty: every event of the type
 */
public record EventMatcher(String type, Optional<Expression> when) {}
