package dev.sojourn.engine.time;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Moments in all IANA zones, most of them within two days of a change of the clock. */
public final class AroundChanges {
  private static final List<ZoneId> ZONES =
      ZoneRulesProvider.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();

  private AroundChanges() {}

  /** A minute of some zone. */
  public record Minute(ZoneId zone, long at) {}

  public static Arbitrary<Minute> minutes() {
    return Combinators.combine(
            Arbitraries.of(ZONES),
            // 1975 to 2040: since then all offsets are of whole minutes.
            Arbitraries.longs().between(157_766_400L, 2_208_988_800L),
            Arbitraries.integers().between(-2 * 1440, 2 * 1440))
        .as(
            (zone, second, minutes) -> {
              ZoneOffsetTransition change =
                  zone.getRules().nextTransition(Instant.ofEpochSecond(second));
              long near = change == null ? second : change.getInstant().getEpochSecond();
              return new Minute(zone, (near / 60 + minutes) * 60_000);
            });
  }
}
