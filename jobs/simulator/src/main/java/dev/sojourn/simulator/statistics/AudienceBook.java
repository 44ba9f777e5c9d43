package dev.sojourn.simulator.statistics;

/** Comings and goings in an audience. Not thread-safe. */
public final class AudienceBook {
  private final Level members;
  private long entered;
  private long exited;

  AudienceBook(Axis axis) {
    members = new Level(axis);
  }

  void change(boolean enters, long at) {
    if (enters) {
      members.up(at);
      entered++;
    } else {
      members.down(at);
      exited++;
    }
  }

  void add(AudienceBook other) {
    members.add(other.members);
    entered += other.entered;
    exited += other.exited;
  }

  /** How many members there are over time. */
  public Level members() {
    return members;
  }

  public long entered() {
    return entered;
  }

  public long exited() {
    return exited;
  }
}
