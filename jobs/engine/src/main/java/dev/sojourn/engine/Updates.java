package dev.sojourn.engine;

import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.engine.profile.Attributes;
import dev.sojourn.engine.profile.Turn;
import dev.sojourn.engine.signal.ProfileUpdate;
import java.util.Map;
import java.util.Set;

/** What a profile update does. An update that cannot be taken as a whole is not taken at all. */
final class Updates {
  private static final Set<String> CONSENTS = Set.of("in", "out", "unknown");

  private Updates() {}

  static void take(Turn turn, ProfileUpdate update) {
    for (Map.Entry<String, String> consent : update.consents().entrySet()) {
      if (!CONSENTS.contains(consent.getValue())) {
        turn.reject(
            ErrorCode.VALUE_INVALID,
            "update "
                + update.id()
                + ": consent "
                + consent.getKey()
                + " must be in, out or unknown");
        return;
      }
    }
    Attributes after = Attributes.ofBytes(turn.attributes().toBytes());
    update.attributes().forEach(after::set);
    update.consents().forEach(after::setConsent);
    update.suppressions().forEach(after::setSuppressed);
    if (after.toBytes().length > Attributes.LIMIT) {
      turn.reject(
          ErrorCode.PROFILE_TOO_LARGE,
          "update "
              + update.id()
              + " would make the profile larger than "
              + Attributes.LIMIT
              + " bytes");
      return;
    }
    update.attributes().forEach(turn::setAttribute);
    update.consents().forEach(turn::setConsent);
    update
        .suppressions()
        .forEach(
            (medium, suppressed) -> {
              if (turn.attributes().setSuppressed(medium, suppressed)) {
                turn.suppressionChanged();
              }
            });
  }
}
