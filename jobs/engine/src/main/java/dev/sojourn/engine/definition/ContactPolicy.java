package dev.sojourn.engine.definition;

import dev.sojourn.engine.time.CalendarUnit;
import dev.sojourn.engine.time.DailySlot;
import dev.sojourn.engine.time.DailySlots;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What may be sent to a person, and when.
 *
 * @param transactional transactional messages need no consent (P3)
 * @param topic consent topic; empty: none
 * @param allowUnknown whether unknown consent is a yes (P3)
 * @param fallbackZone for persons without a valid zone, in quiet hours and calendar windows
 * @param quietHours when not to send (P5)
 * @param caps frequency caps (P6)
 * @param holdFor how long a capped send waits for a place (P6); empty: it is skipped
 * @param compete how long sends are compared that want the last place (P7); empty: the first gets
 *     it
 */
public record ContactPolicy(
    String name,
    int version,
    boolean transactional,
    Optional<String> topic,
    boolean allowUnknown,
    ZoneId fallbackZone,
    List<QuietSlot> quietHours,
    List<Cap> caps,
    Optional<Duration> holdFor,
    Optional<Duration> compete)
    implements Document {
  @Override
  public Kind kind() {
    return Kind.CONTACT_POLICY;
  }

  /** All quiet hours, whatever happens in them. */
  public DailySlots quiet() {
    return new DailySlots(quietHours.stream().map(QuietSlot::slot).toList());
  }

  /** A part of the day in which nothing is sent (P5). */
  public record QuietSlot(DailySlot slot, InQuietHours then) {}

  /** What becomes of a send in quiet hours. */
  public enum InQuietHours {
    /** It waits until no quiet hours cover the moment. */
    HOLD,
    /** It is skipped, also where quiet hours that hold cover the moment too. */
    SKIP
  }

  /**
   * At most so many messages in any window (P6).
   *
   * @param count at least 1
   * @param channels mediums that are counted together; empty: all
   * @param topics consent topics that are counted together; empty: all
   */
  public record Cap(int count, Window window, Set<String> channels, Set<String> topics) {

    /**
     * Whether it counts the messages through a medium about a topic.
     *
     * @param topic empty for none
     */
    public boolean counts(String medium, String topic) {
      return (channels.isEmpty() || channels.contains(medium))
          && (topics.isEmpty() || topics.contains(topic));
    }
  }

  /** Over what a cap counts. All instants are ms since the epoch. */
  public sealed interface Window {

    /** Messages at or before this moment do not count now any more. */
    long countsAfter(long now, ZoneId zone);

    /** When a message of a moment stops to count. */
    long freeAt(long at, ZoneId zone);

    /** Longer ago than this, ms, no message counts, whatever the zone. */
    long memoryMillis();

    /** As it stands in documents. */
    String label();
  }

  /** Every window of this length, wherever it begins. */
  public record Rolling(Duration length) implements Window {
    @Override
    public long countsAfter(long now, ZoneId zone) {
      return now - length.toMillis();
    }

    @Override
    public long freeAt(long at, ZoneId zone) {
      return at + length.toMillis();
    }

    @Override
    public long memoryMillis() {
      return length.toMillis();
    }

    @Override
    public String label() {
      return length.equals(Duration.ofDays(length.toDays()))
          ? "P" + length.toDays() + "D"
          : length.toString();
    }
  }

  /** Days, weeks or months in the person's zone. */
  public record Calendar(CalendarUnit unit) implements Window {
    @Override
    public long countsAfter(long now, ZoneId zone) {
      return unit.around(now, zone).from() - 1;
    }

    @Override
    public long freeAt(long at, ZoneId zone) {
      return unit.around(at, zone).until();
    }

    @Override
    public long memoryMillis() {
      // Two days more for changes of the clock, and for who travels between zones.
      return unit.longest().plusDays(2).toMillis();
    }

    @Override
    public String label() {
      return unit.label();
    }
  }
}
