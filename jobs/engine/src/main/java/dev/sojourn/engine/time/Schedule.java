package dev.sojourn.engine.time;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/** The moments at which something is done for many (E4). All instants are ms since the epoch. */
public sealed interface Schedule {
  /** No moment. */
  long NEVER = Long.MAX_VALUE;

  /** The first moment after another; {@link #NEVER} if there is none. */
  long next(long after);

  /** A single moment. */
  record Once(long at) implements Schedule {
    @Override
    public long next(long after) {
      return at > after ? at : NEVER;
    }
  }

  /**
   * The moments that a cron expression of five fields names on the wall clock of a zone. Where the
   * clock leaps over one, or shows it twice, T4 says which moment it is: later by the gap, or the
   * first of two.
   */
  final class Recurring implements Schedule {
    private static final CronParser PARSER =
        new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    /** No clock leaps by more than a day. */
    private static final long LEAP_SECONDS = 25 * 3_600;

    private final String expression;
    private final ZoneId zone;
    private final ExecutionTime times;

    private Recurring(String expression, ZoneId zone, Cron cron) {
      this.expression = expression;
      this.zone = zone;
      this.times = ExecutionTime.forCron(cron);
    }

    /**
     * @throws IllegalArgumentException if it is no cron expression, with why
     */
    public static Recurring of(String expression, ZoneId zone) {
      return new Recurring(expression, zone, PARSER.parse(expression).validate());
    }

    @Override
    public long next(long after) {
      LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochMilli(after), zone);
      if (isNearLeap(after)) {
        // What the clock has leapt over may be still to come, what it shows again be past.
        local = local.minusSeconds(LEAP_SECONDS);
      }
      while (true) {
        Optional<ZonedDateTime> named = times.nextExecution(local.atZone(ZoneOffset.UTC));
        if (named.isEmpty()) {
          return NEVER;
        }
        local = named.get().toLocalDateTime();
        long moment = CalendarDuration.resolve(local, zone).toEpochMilli();
        if (moment > after) {
          return moment;
        }
      }
    }

    private boolean isNearLeap(long moment) {
      Instant at = Instant.ofEpochMilli(moment);
      return !zone.getRules()
          .getOffset(at.minusSeconds(LEAP_SECONDS))
          .equals(zone.getRules().getOffset(at.plusSeconds(LEAP_SECONDS)));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Recurring that
          && expression.equals(that.expression)
          && zone.equals(that.zone);
    }

    @Override
    public int hashCode() {
      return expression.hashCode() * 31 + zone.hashCode();
    }

    @Override
    public String toString() {
      return expression + " " + zone;
    }
  }
}
