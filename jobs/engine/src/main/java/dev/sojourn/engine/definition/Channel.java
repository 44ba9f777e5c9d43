package dev.sojourn.engine.definition;

import dev.sojourn.engine.expression.Expression;

/**
 * What the engine needs to know of a channel. Connector, limits and retries concern the delivery
 * job only.
 *
 * @param medium what consents and suppressions name: {@code email}, {@code sms}, {@code push}, …;
 *     the channel's name unless stated
 * @param address gives the person's address from {@code profile}
 * @param format what a well-formed address looks like (P2)
 */
public record Channel(
    String name, int version, String medium, Expression address, AddressFormat format)
    implements Document {
  @Override
  public Kind kind() {
    return Kind.CHANNEL;
  }

  /** What a well-formed address looks like. */
  public enum AddressFormat {
    /**
     * One @, something before it, a domain with a dot or {@code localhost} after it; no control
     * characters or white space.
     */
    EMAIL,
    /** E.164: a plus and 7 to 15 digits. */
    PHONE,
    /** Anything not empty without control characters. */
    ANY
  }
}
