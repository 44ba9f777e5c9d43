package dev.sojourn.simulator.statistics;

/** What was asked of one channel. Not thread-safe. */
public final class ChannelBook {
  private final SendLog requests;
  private final Tally reports = new Tally();
  private long dry;

  ChannelBook(long origin) {
    requests = new SendLog(origin);
  }

  void request(long dueAt, long expiresAt) {
    requests.request(dueAt, expiresAt);
  }

  void countDry() {
    dry++;
  }

  void report(String status) {
    reports.count(status);
  }

  void add(ChannelBook other) {
    requests.add(other.requests);
    reports.add(other.reports);
    dry += other.dry;
  }

  SendLog log() {
    return requests;
  }

  /** Requests that are to go out: messages and calls. */
  public long requests() {
    return requests.size();
  }

  /** Requests that go nowhere: of control groups and dry runs. */
  public long dry() {
    return dry;
  }

  /** Reports on requests of this simulation, by status; recorded ones and those of the model. */
  public Tally reports() {
    return reports;
  }
}
