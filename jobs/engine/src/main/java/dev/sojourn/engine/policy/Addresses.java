package dev.sojourn.engine.policy;

import dev.sojourn.engine.definition.Channel.AddressFormat;

/** Whether an address is well formed (P2). Not whether it exists. */
final class Addresses {
  /** The longest address that SMTP carries (RFC 5321, 4.5.3.1.3), and long enough for any token. */
  private static final int LONGEST = 4_096;

  private Addresses() {}

  static boolean isWellFormed(String address, AddressFormat format) {
    if (address.isEmpty() || address.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < address.length(); i++) {
      if (Character.isISOControl(address.charAt(i))) {
        return false;
      }
    }
    switch (format) {
      case EMAIL:
        return isMail(address);
      case PHONE:
        return isPhone(address);
      case ANY:
        return true;
    }
    throw new IllegalStateException("no such format: " + format);
  }

  private static boolean isMail(String address) {
    int at = address.lastIndexOf('@');
    if (at < 1 || at > 64 || address.length() > 254 || address.indexOf('@') != at) {
      return false;
    }
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      if (Character.isWhitespace(c) || c == '<' || c == '>' || c == ',' || c == ';' || c == '"') {
        return false;
      }
    }
    String domain = address.substring(at + 1);
    return domain.equals("localhost")
        || (domain.indexOf('.') > 0
            && !domain.endsWith(".")
            && !domain.contains("..")
            && !domain.startsWith("-"));
  }

  /** E.164: a plus and 7 to 15 digits. */
  private static boolean isPhone(String address) {
    if (address.length() < 8 || address.length() > 16 || address.charAt(0) != '+') {
      return false;
    }
    for (int i = 1; i < address.length(); i++) {
      if (address.charAt(i) < '0' || address.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
