package dev.sojourn.engine.life;

/** Where an instance is in its life, as those who read the records can know it. */
public enum LifeState {
  OUTSIDE("outside"),
  /** Between two steps of one atomic step, or at a send until its turn comes at the same moment. */
  MOVING("on the way"),
  WAITING("waiting"),
  AWAITING("awaiting"),
  PAUSED("held by a pause"),
  QUIET("held by quiet hours"),
  CAPPED("held by a cap"),
  COMPETING("held to compete"),
  OUTCOME("awaiting an outcome"),
  ANSWER("awaiting an answer"),
  ENDED("ended");

  private final String words;

  LifeState(String words) {
    this.words = words;
  }

  /** As it stands in the documentation. */
  public String words() {
    return words;
  }
}
