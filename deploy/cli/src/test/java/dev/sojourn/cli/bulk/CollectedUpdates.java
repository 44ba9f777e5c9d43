package dev.sojourn.cli.bulk;

import dev.sojourn.avro.ProfileUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A log in memory, which dies when it is told to. */
final class CollectedUpdates implements ImportSink {
  /** The process was killed. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final List<String> updates;
  private final List<Reject> rejects = new ArrayList<>();
  private int left;

  /**
   * @param updates what is on the log already; is added to
   * @param left updates and rejects that it takes before it dies
   */
  CollectedUpdates(List<String> updates, int left) {
    this.updates = updates;
    this.left = left;
  }

  @Override
  public void send(String profile, ProfileUpdate update) {
    die();
    updates.add(
        profile
            + " "
            + update.getId()
            + " "
            + update.getOccurredAt()
            + " "
            + new TreeMap<>(update.getAttributes())
            + new TreeMap<>(update.getConsents())
            + new TreeMap<>(update.getSuppressions()));
  }

  @Override
  public void reject(Reject reject) {
    die();
    rejects.add(reject);
  }

  @Override
  public void flush() {
    die();
  }

  private void die() {
    if (left-- <= 0) {
      throw new Killed();
    }
  }

  List<Reject> rejects() {
    return rejects;
  }

  static Map<String, Integer> counted(List<String> updates) {
    Map<String, Integer> counts = new TreeMap<>();
    updates.forEach(update -> counts.merge(update, 1, Integer::sum));
    return counts;
  }
}
