package dev.sojourn.simulator.statistics;

import dev.sojourn.simulator.history.HistoryReplay;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that is counted in a simulation. Each thread fills books of its own; they are added up
 * at the end. Not thread-safe.
 */
public final class Books {
  private static final long HOUR = 3_600_000;

  private final Axis axis;
  private final Axis hours;
  private final Map<Version, JourneyBook> journeys = new TreeMap<>();
  private final Map<String, ChannelBook> channels = new TreeMap<>();
  private final Map<String, AudienceBook> audiences = new TreeMap<>();
  private final Tally rejections = new Tally();
  private final Tally signals = new Tally();
  private long people;
  private long emitted;
  private long recorded;
  private long modelled;

  /** A journey's version. */
  public record Version(String journey, int version) implements Comparable<Version> {
    @Override
    public int compareTo(Version other) {
      int order = journey.compareTo(other.journey);
      return order == 0 ? Integer.compare(version, other.version) : order;
    }
  }

  /**
   * @param axis of everything over time but what is per hour
   */
  public Books(Axis axis) {
    this.axis = axis;
    this.hours = Axis.covering(axis.from(), axis.sample(axis.parts()) - 1, HOUR);
  }

  JourneyBook journey(String name, int version) {
    return journeys.computeIfAbsent(new Version(name, version), v -> new JourneyBook(axis));
  }

  ChannelBook channel(String name) {
    return channels.computeIfAbsent(name, n -> new ChannelBook(axis.from()));
  }

  AudienceBook audience(String name) {
    return audiences.computeIfAbsent(name, n -> new AudienceBook(axis));
  }

  void rejected(String code) {
    rejections.count(code);
  }

  void signal(String kind) {
    signals.count(kind);
  }

  void countEmitted() {
    emitted++;
  }

  /** Takes in what a person's replay came to. */
  public void person(HistoryReplay.Summary summary) {
    people++;
    recorded += summary.recorded();
    modelled += summary.modelled();
    rejections.count("engine-failed", summary.failed());
  }

  /** Adds what others have counted, over the same axis. */
  public void add(Books other) {
    other.journeys.forEach(
        (version, book) -> journey(version.journey(), version.version()).add(book));
    other.channels.forEach((name, book) -> channel(name).add(book));
    other.audiences.forEach((name, book) -> audience(name).add(book));
    rejections.add(other.rejections);
    signals.add(other.signals);
    people += other.people;
    emitted += other.emitted;
    recorded += other.recorded;
    modelled += other.modelled;
  }

  /**
   * What a channel's limits make of its requests.
   *
   * @param limits pairs of a number and the length of its window, ms
   * @param rejects whether what exceeds a limit fails at once, and does not wait
   */
  public ChannelLoad load(String channel, List<long[]> limits, boolean rejects) {
    SendLog log = channel(channel).log();
    log.sort();
    return new Throttle(
            limits.stream().map(one -> new Throttle.Limit((int) one[0], one[1])).toList(), rejects)
        .run(log, hours);
  }

  public Axis axis() {
    return axis;
  }

  /** Of what is per hour. */
  public Axis hours() {
    return hours;
  }

  public Map<Version, JourneyBook> journeys() {
    return Collections.unmodifiableMap(journeys);
  }

  public Map<String, ChannelBook> channels() {
    return Collections.unmodifiableMap(channels);
  }

  public Map<String, AudienceBook> audiences() {
    return Collections.unmodifiableMap(audiences);
  }

  /** What could not be used, by code: the dead letters that live would have written. */
  public Tally rejections() {
    return rejections;
  }

  /** Signals that were handled, by kind; those of the model among them. */
  public Tally signals() {
    return signals;
  }

  public long people() {
    return people;
  }

  /** Events that journeys emitted. */
  public long emitted() {
    return emitted;
  }

  /** Requests whose outcome stood in the record. */
  public long recorded() {
    return recorded;
  }

  /** Requests whose outcome the model gave. */
  public long modelled() {
    return modelled;
  }
}
