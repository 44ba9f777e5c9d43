package dev.sojourn.journeys.output;

import dev.sojourn.schemas.Topics;

/** The topics that the job writes to. */
public enum Destination {
  SIGNALS(1),
  DEFINITIONS(2),
  AUDIENCE_CHANGES(3),
  MESSAGE_REQUESTS(4),
  JOURNEY_STEPS(5),
  DEAD_LETTERS(6),
  RUNS(7);

  private static final Destination[] BY_CODE = new Destination[8];

  static {
    for (Destination destination : values()) {
      BY_CODE[destination.code] = destination;
    }
  }

  private final byte code;

  Destination(int code) {
    this.code = (byte) code;
  }

  /** Stands for the destination between operators; never given to another one. */
  byte code() {
    return code;
  }

  static Destination ofCode(byte code) {
    Destination destination = code > 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    if (destination == null) {
      throw new IllegalArgumentException("No destination has code " + code + ".");
    }
    return destination;
  }

  /** The topic's name in an installation. */
  public String topic(Topics topics) {
    return switch (this) {
      case SIGNALS -> topics.signals();
      case DEFINITIONS -> topics.definitions();
      case AUDIENCE_CHANGES -> topics.audienceChanges();
      case MESSAGE_REQUESTS -> topics.messageRequests();
      case JOURNEY_STEPS -> topics.journeySteps();
      case DEAD_LETTERS -> topics.deadLetters();
      case RUNS -> topics.runs();
    };
  }
}
