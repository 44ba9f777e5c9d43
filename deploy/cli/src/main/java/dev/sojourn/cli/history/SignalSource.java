package dev.sojourn.cli.history;

import dev.sojourn.journeys.signal.Peek;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.util.OptionalLong;

/** Where recorded signals come from. */
public interface SignalSource {
  /** The longest profile key, bytes. */
  int LONGEST_PROFILE = 512;

  /**
   * Which signals are meant, by log time, ms since the epoch.
   *
   * @param from the first moment; empty: the beginning
   * @param to the first moment after; empty: the end
   */
  record Window(OptionalLong from, OptionalLong to) {
    public static final Window ALL = new Window(OptionalLong.empty(), OptionalLong.empty());

    boolean holds(long logTime) {
      return (from.isEmpty() || logTime >= from.getAsLong())
          && (to.isEmpty() || logTime < to.getAsLong());
    }
  }

  /** Takes the signals, those of one person in the order of the log or with times to tell it. */
  interface Sink {
    /**
     * @param profile the profile key, UTF-8
     * @param value framed, as on the topic
     */
    void signal(byte[] profile, long logTime, Peek.Kind kind, byte[] value);

    /** Time has come that far. */
    void time(long logTime);
  }

  /** Told of what is no signal. */
  @FunctionalInterface
  interface Problems {
    /**
     * @param place such as a line
     */
    void refused(String place, String message);
  }

  /** Told from time to time how far a reading has come; a share from 0 to 1. */
  @FunctionalInterface
  interface Progress {
    Progress NONE = share -> {};

    void at(double share);
  }

  /** Gives all signals of the window to the sink. */
  void read(Window window, Sink sink, Problems problems, Progress progress);

  /** Knows the schemas of the values that {@link #read} gives. */
  SchemaRegistry schemas();

  /** For people: what was read. */
  String name();
}
