package dev.sojourn.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sojourn.local.embedded.EmbeddedRegistry;
import dev.sojourn.systemtest.outside.OutsideProducer;
import dev.sojourn.systemtest.outside.OutsideReader;
import dev.sojourn.systemtest.outside.WebhookServer;
import dev.sojourn.systemtest.product.BrokerProcess;
import dev.sojourn.systemtest.product.Definitions;
import dev.sojourn.systemtest.product.FlinkRest;
import dev.sojourn.systemtest.product.Product;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Time never overtakes events: whatever is away, product or broker, a timer never fires before what
 * was logged earlier has been read. The broker and the registry run as processes of their own.
 *
 * <p>Short times by default; with {@code -Dsojourn.outage=full} the product stops for 90 s with
 * waits of 60 s running, and the broker is away for a minute.
 */
@Tag("campaign")
@Timeout(600)
class OutageTest {
  private static final boolean FULL = System.getProperty("sojourn.outage", "").equals("full");
  private static final Duration WAIT = Duration.ofSeconds(FULL ? 60 : 8);
  private static final Duration STOP = Duration.ofSeconds(FULL ? 90 : 12);
  private static final Duration BROKER_AWAY = Duration.ofSeconds(FULL ? 60 : 15);
  private static final int PEOPLE = 40;

  @TempDir static Path directory;

  @AutoClose private static WebhookServer http;
  @AutoClose private static BrokerProcess broker;
  @AutoClose private static EmbeddedRegistry registry;
  @AutoClose private static Product product;
  @AutoClose private static OutsideProducer producer;

  @BeforeAll
  static void start() {
    http = new WebhookServer();
    broker = BrokerProcess.start(directory.resolve("kafka"));
    registry = EmbeddedRegistry.start(directory.resolve("registry"), 0);
    Path definitions =
        Definitions.write(
            directory.resolve("definitions"),
            "patient-shop.yaml",
            Map.of("HTTP_PORT", http.port(), "WAIT", WAIT));
    product =
        Product.beside(
                broker.bootstrapServers(), registry.url(), directory.resolve("data"), definitions)
            .with("--checkpoint-interval", "PT2S")
            .start();
    producer = new OutsideProducer(broker.bootstrapServers(), registry.url(), product.prefix());
  }

  @Test
  void whatWasLoggedDuringAStopCountsBeforeTheTimersThatWereDueInIt_T2() {
    List<String> people = people("stop");
    List<String> buyers = people.subList(0, PEOPLE / 2);
    people.forEach(person -> producer.event(person, "cart.updated", "cart-" + person, Map.of()));
    producer.flush();
    awaitWaiting(people);

    product.stop();
    long stopped = System.nanoTime();
    buyers.forEach(person -> producer.event(person, "order.placed", "order-" + person, Map.of()));
    producer.flush();
    assertOrderedInTime(buyers);
    awaitElapsed(stopped, STOP);
    assertThat(reminded(people)).as("while it is stopped").isEmpty();
    product.start();
    // What is asked now comes after everything that was due before, person by person (T2).
    people.forEach(person -> producer.event(person, "call.asked", "call-" + person, Map.of()));
    producer.flush();

    await().atMost(Duration.ofMinutes(1)).until(() -> told("call", people).equals(people));
    System.out.printf(
        "stopped for %.1f s with waits of %s running: %d of %d without a purchase reminded, "
            + "%d of %d with one%n",
        STOP.toMillis() / 1e3,
        WAIT,
        reminded(people.subList(PEOPLE / 2, PEOPLE)).size(),
        PEOPLE / 2,
        reminded(buyers).size(),
        PEOPLE / 2);
    assertThat(reminded(people)).as("once each").isEqualTo(people.subList(PEOPLE / 2, PEOPLE));
  }

  @Test
  void whileTheBrokerIsAwayNoTimerFiresAndAfterwardsAllDo() {
    FlinkRest flink = new FlinkRest(product.flink());
    awaitNewMetrics(flink);
    double before = outputs(flink);
    List<String> people = people("away");
    people.forEach(person -> producer.event(person, "cart.updated", "cart-" + person, Map.of()));
    producer.flush();
    awaitWaiting(people);

    broker.halt();
    long halted = System.nanoTime();
    double lag;
    double after;
    try {
      awaitElapsed(halted, BROKER_AWAY);
      // Flink tells metrics some seconds late; this one says that time stands still, and the count
      // told with it that nothing has come of it, though all waits are over by the clock.
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> frontierLag(flink) > WAIT.plusSeconds(1).toMillis());
      lag = frontierLag(flink);
      after = outputs(flink);
    } finally {
      broker.resume();
    }
    System.out.printf(
        "broker away for %.1f s: frontier %.1f s behind, %.0f new outputs%n",
        (System.nanoTime() - halted) / 1e9, lag / 1e3, after - before);
    assertThat(after - before).as("that each has entered and waits, no more").isEqualTo(2 * PEOPLE);
    assertThat(reminded(people)).isEmpty();

    await().atMost(Duration.ofMinutes(2)).until(() -> reminded(people).size() >= PEOPLE);
    System.out.printf(
        "%.1f s after the halt all are reminded%n", (System.nanoTime() - halted) / 1e9);
    assertThat(reminded(people)).as("once each").isEqualTo(people);
  }

  private static List<String> people(String group) {
    return IntStream.range(0, PEOPLE)
        .mapToObj(i -> "%s-%02d".formatted(group, i))
        .collect(Collectors.toList());
  }

  /** Until the journey says of everybody that they wait. */
  private static void awaitWaiting(List<String> people) {
    try (OutsideReader steps =
        OutsideReader.of(
            broker.bootstrapServers(), registry.url(), product.prefix() + "journey-steps")) {
      await()
          .atMost(WAIT)
          .until(
              () -> {
                Set<String> waiting = new TreeSet<>();
                for (OutsideReader.Entry step : steps.entries()) {
                  if (step.text("kind").equals("waiting")) {
                    waiting.add(step.text("profile"));
                  }
                }
                return waiting.containsAll(people);
              });
    }
  }

  /** The test would show nothing if the orders had come too late. */
  private static void assertOrderedInTime(List<String> buyers) {
    try (OutsideReader signals =
        OutsideReader.of(
            broker.bootstrapServers(),
            registry.url(),
            product.prefix() + "signals",
            "CustomerEvent")) {
      Map<String, Long> times =
          signals.entriesToEnd().stream()
              .collect(Collectors.toMap(entry -> entry.text("id"), OutsideReader.Entry::logTime));
      for (String buyer : buyers) {
        assertThat(times.get("order-" + buyer) - times.get("cart-" + buyer))
            .as("from cart to order, ms")
            .isLessThan(WAIT.toMillis());
      }
    }
  }

  private static void awaitElapsed(long since, Duration time) {
    await().atMost(time.plusSeconds(5)).until(() -> System.nanoTime() - since >= time.toNanos());
  }

  /** Who was reminded, in order; more than once if more than once. */
  private static List<String> reminded(List<String> people) {
    return told("reminder", people);
  }

  private static List<String> told(String what, List<String> people) {
    return http.calls().stream()
        .map(WebhookServer.Call::body)
        .filter(body -> body.startsWith(what + " "))
        .map(body -> body.substring(what.length() + 1))
        .filter(people::contains)
        .sorted()
        .toList();
  }

  /** Flink takes them from its tasks every ten seconds or so. */
  private static void awaitNewMetrics(FlinkRest flink) {
    double earlier = frontierLag(flink);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> frontierLag(flink), lag -> !Double.isNaN(lag) && lag != earlier);
  }

  /** How many records the operator that keeps people has put out; NaN while that is not told. */
  private static double outputs(FlinkRest flink) {
    return flink.metric("profiles", "numRecordsOut", "sum").orElse(Double.NaN);
  }

  /** How far the time that the job has reached is behind the clock, ms; NaN while not told. */
  private static double frontierLag(FlinkRest flink) {
    return flink.metric("profiles", "sojourn.frontierLagMs", "max").orElse(Double.NaN);
  }
}
