package dev.sojourn.benchmark.crowd;

import dev.sojourn.avro.JourneyOrigin;
import dev.sojourn.avro.MessageRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * A scheduled read (E4): the requests of the people who come in, by the log times at which they
 * came in, in every second from the first on.
 */
final class PaceMeasurement implements Measurement {
  private static final double IN_A_SECOND = 0.10;
  private static final double IN_ALL = 0.01;

  /** From publishing to the moment of the read. */
  private static final long LEAD_MILLIS = 5_000;

  private final int pace;
  private final int seconds;
  private final int readers;
  private final Seen read = new Seen();

  /** By number of the person, the log time at which they came in, ms. */
  private final long[] moments;

  PaceMeasurement(CrowdPlan.Sizes sizes) {
    this.pace = sizes.pace();
    this.seconds = sizes.seconds();
    this.readers = sizes.readers();
    this.moments = new long[readers];
  }

  @Override
  public List<Figure> run(Deployment deployment) throws Exception {
    Instant at =
        Instant.now().plusMillis(LEAD_MILLIS).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    try (OutputReader reader =
        deployment.read(deployment.settings().topics().messageRequests(), this::take)) {
      deployment.publish("read", CrowdDefinitions.read(at, pace));
      deployment.await(
          "everybody to be read", Duration.ofSeconds(90 + 2L * seconds), () -> isOver(reader));
    }
    return figures(moments, pace, seconds, read.again());
  }

  private boolean isOver(OutputReader reader) {
    reader.check();
    return read.count() == readers;
  }

  private void take(SpecificRecord record, long loggedAt, long readAt) {
    if (record instanceof MessageRequest request
        && request.getOrigin() instanceof JourneyOrigin origin
        && origin.getJourney().equals(CrowdDefinitions.READ)) {
      int person = Crowd.number(request.getProfile());
      // Before it is noted: whoever sees the count sees the moments too.
      moments[person] = request.getRequestedAt().toEpochMilli();
      read.add(request.getProfile());
    }
  }

  /**
   * What is to be said of a read.
   *
   * @param moments at which people came in, ms, in any order
   * @param again how many came in once more
   */
  static List<Figure> figures(long[] moments, int pace, int seconds, int again) {
    long first = Arrays.stream(moments).min().orElseThrow();
    long[] bySecond = new long[seconds];
    for (long moment : moments) {
      long second = (moment - first) / 1_000;
      if (second < seconds) {
        bySecond[(int) second]++;
      }
    }
    long all = Arrays.stream(bySecond).sum();
    long least = Arrays.stream(bySecond).min().orElseThrow();
    long most = Arrays.stream(bySecond).max().orElseThrow();
    long outside =
        Arrays.stream(bySecond).filter(count -> !isNear(count, pace, IN_A_SECOND)).count();
    String each = "%s, 10 %% more or less".formatted(Figure.plain(pace));
    return List.of(
        Figure.judged(
            "entries in " + seconds + " s",
            all,
            "",
            "%s, 1 %% more or less".formatted(Figure.plain((double) pace * seconds)),
            isNear(all, (double) pace * seconds, IN_ALL)),
        Figure.judged("least in a second", least, "", each, isNear(least, pace, IN_A_SECOND)),
        Figure.judged("most in a second", most, "", each, isNear(most, pace, IN_A_SECOND)),
        Figure.equal("seconds beyond that", outside, "", 0),
        Figure.equal("read twice", again, "", 0));
  }

  private static boolean isNear(double value, double wanted, double part) {
    return Math.abs(value - wanted) <= wanted * part;
  }
}
