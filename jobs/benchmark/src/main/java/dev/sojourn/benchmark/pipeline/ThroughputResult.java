package dev.sojourn.benchmark.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a throughput benchmark found.
 *
 * @param events signals in the data set
 */
public record ThroughputResult(
    long events, int profiles, String keys, int parallelism, List<Round> rounds) {

  /** One round: each job once, in turn. */
  public record Round(Rate bare, Rate journeys) {

    /** The journeys job's rate over the bare job's. */
    @JsonProperty
    public double ratio() {
      return journeys.perSecond / bare.perSecond;
    }
  }

  /**
   * What one job did in its steady part.
   *
   * @param cpuMicros CPU time of the job's process per signal; of the whole program's where they
   *     share one
   * @param outputs records written per hundred signals read
   */
  public record Rate(double seconds, double perSecond, double cpuMicros, double outputs) {}

  /** Least, median and greatest of something. */
  public record Spread(double min, double median, double max) {
    static Spread of(List<Round> rounds, ToDoubleFunction<Round> value) {
      double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
      int half = sorted.length / 2;
      double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
      return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }
  }

  /** Events a second of the bare job. */
  @JsonProperty
  public Spread bare() {
    return Spread.of(rounds, round -> round.bare.perSecond);
  }

  /** Events a second of the journeys job. */
  @JsonProperty
  public Spread journeys() {
    return Spread.of(rounds, round -> round.journeys.perSecond);
  }

  /** Of the rounds' ratios: each round compares within itself. */
  @JsonProperty
  public Spread ratio() {
    return Spread.of(rounds, Round::ratio);
  }

  /** For people. */
  @JsonIgnore
  public String text() {
    StringBuilder text =
        new StringBuilder(
            "%d events, %d profiles, %s keys, parallelism %d%n"
                .formatted(events, profiles, keys, parallelism));
    text.append(
        "%-8s %12s %12s %8s %14s %14s%n"
            .formatted("round", "bare/s", "journeys/s", "ratio", "bare CPU us", "journeys CPU us"));
    for (int i = 0; i < rounds.size(); i++) {
      Round round = rounds.get(i);
      text.append(
          "%-8d %12.0f %12.0f %8.3f %14.1f %14.1f   (%.0f s, %.0f s; outputs per 100: %.1f, %.1f)%n"
              .formatted(
                  i + 1,
                  round.bare.perSecond,
                  round.journeys.perSecond,
                  round.ratio(),
                  round.bare.cpuMicros,
                  round.journeys.cpuMicros,
                  round.bare.seconds,
                  round.journeys.seconds,
                  round.bare.outputs,
                  round.journeys.outputs));
    }
    append(text, "min", bare().min, journeys().min, ratio().min);
    append(text, "median", bare().median, journeys().median, ratio().median);
    append(text, "max", bare().max, journeys().max, ratio().max);
    return text.toString();
  }

  private static void append(
      StringBuilder text, String name, double bare, double journeys, double ratio) {
    text.append("%-8s %12.0f %12.0f %8.3f%n".formatted(name, bare, journeys, ratio));
  }
}
