package dev.sojourn.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sojourn.systemtest.hostile.Expected;
import dev.sojourn.systemtest.hostile.HostileInput;
import dev.sojourn.systemtest.hostile.HostileTable;
import dev.sojourn.systemtest.outside.MailServer;
import dev.sojourn.systemtest.outside.OutsideProducer;
import dev.sojourn.systemtest.outside.OutsideReader;
import dev.sojourn.systemtest.outside.WebhookServer;
import dev.sojourn.systemtest.product.Definitions;
import dev.sojourn.systemtest.product.FlinkRest;
import dev.sojourn.systemtest.product.Product;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rule 8: bad input is a dead letter with a code, or is refused in so many words, and the job runs
 * on. All inputs of the {@link HostileTable} go to one run of the product, each of them followed by
 * a good event of the same profile; no task is ever started anew.
 */
@Tag("campaign")
@Timeout(600)
class HostileInputTest {
  private static final int PARTITIONS = 24;
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path directory;

  @AutoClose private static WebhookServer http;
  @AutoClose private static MailServer mail;
  @AutoClose private static Product product;
  @AutoClose private static OutsideProducer producer;

  private static List<HostileInput> inputs;

  /** Where each input came to stand; the input itself is missing where nobody took it. */
  private static final Map<HostileInput, String> PLACES = new HashMap<>();

  /** What the broker or the registry said to those that they did not take. */
  private static final Map<HostileInput, String> REFUSALS = new HashMap<>();

  /** Codes of the letters by where the refused record stood, and by its key. */
  private static final Map<String, Set<String>> LETTERS = new HashMap<>();

  private static final Map<String, Set<String>> LETTERS_BY_KEY = new HashMap<>();

  private static final Map<String, String> REPORTS = new HashMap<>();
  private static final Map<String, Set<String>> REASONS = new HashMap<>();
  private static Map<String, Integer> messages = Map.of();

  static List<HostileInput> inputs() {
    return inputs;
  }

  @BeforeAll
  static void send() throws Exception {
    http = new WebhookServer();
    mail = new MailServer();
    Path definitions =
        Definitions.write(
            directory.resolve("definitions"),
            "hostile-shop.yaml",
            Map.of("HTTP_PORT", http.port(), "SMTP_PORT", mail.port()));
    product = Product.embedded(directory.resolve("data"), definitions).start();
    producer =
        new OutsideProducer(product.bootstrapServers(), product.registry(), product.prefix());
    inputs = HostileTable.all(producer, PARTITIONS);
    for (HostileInput input : inputs) {
      send(input);
      String profile = input.profile().orElse("after " + input.name());
      producer.event(profile, "thing.happened", "good after " + input.name(), Map.of());
    }
    producer.flush();
    try {
      await().atMost(LIMIT).until(HostileInputTest::isAllDone);
    } catch (ConditionTimeoutException e) {
      // Each input's own test tells what it lacks.
      System.out.println("not everything has come that should");
    }
    readOutcomes();
    messages = messages();
    System.out.printf(
        "%d hostile inputs: letters %s, %d refused by broker or registry%n",
        inputs.size(), lettersByCode(), REFUSALS.size());
  }

  private static void send(HostileInput input) {
    if (input.topic().equals(HostileInput.REGISTRY)) {
      var answer = producer.registry().tryRegister(utf8(input.key()), utf8(input.value()));
      REFUSALS.put(input, Integer.toString(answer.statusCode()));
      return;
    }
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            product.prefix() + input.topic(),
            input.partition().isPresent() ? input.partition().getAsInt() : null,
            input.key(),
            input.value());
    try {
      RecordMetadata metadata = producer.sendAndWait(record);
      PLACES.put(input, metadata.topic() + "/" + metadata.partition() + "/" + metadata.offset());
    } catch (ExecutionException e) {
      REFUSALS.put(input, e.getCause().getClass().getSimpleName());
    }
  }

  /** Every good event has become a message, and whatever else was to come has. */
  private static boolean isAllDone() {
    if (http.calls().size() < inputs.size()) {
      return false;
    }
    readOutcomes();
    for (HostileInput input : inputs) {
      if ((input.expected() instanceof Expected.Letter && codes(input).isEmpty())
          || (input.expected() instanceof Expected.Report report
              && !REPORTS.containsKey(report.requestId()))) {
        return false;
      }
    }
    return true;
  }

  private static void readOutcomes() {
    for (OutsideReader.Entry entry : read("dead-letters", "DeadLetter")) {
      String place =
          entry.text("topic") + "/" + entry.text("partition") + "/" + entry.text("offset");
      LETTERS.computeIfAbsent(place, at -> new HashSet<>()).add(entry.text("code"));
      if (entry.record().get("key") instanceof java.nio.ByteBuffer key) {
        LETTERS_BY_KEY
            .computeIfAbsent(
                StandardCharsets.UTF_8.decode(key.duplicate()).toString(), k -> new HashSet<>())
            .add(entry.text("code"));
      }
    }
    for (OutsideReader.Entry entry : read("signals", "DeliveryReport")) {
      REPORTS.putIfAbsent(
          entry.text("requestId"), (entry.text("status") + " " + entry.text("code")).strip());
    }
    for (OutsideReader.Entry entry : read("journey-steps", "JourneyStep")) {
      REASONS.computeIfAbsent(entry.key(), key -> new HashSet<>()).add(entry.text("reason"));
    }
  }

  private static List<OutsideReader.Entry> read(String topic, String kind) {
    try (OutsideReader reader =
        OutsideReader.of(
            product.bootstrapServers(), product.registry(), product.prefix() + topic, kind)) {
      return new ArrayList<>(reader.entriesToEnd());
    }
  }

  private static Map<String, Integer> messages() {
    Map<String, Integer> counts = new HashMap<>();
    for (WebhookServer.Call call : http.calls()) {
      try {
        counts.merge(JSON.readTree(call.body()).path("profile").asText(), 1, Integer::sum);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return counts;
  }

  /** The codes of the letters on an input; of one that was sent home, by its key. */
  private static Set<String> codes(HostileInput input) {
    return input.partition().isPresent()
        ? LETTERS_BY_KEY.getOrDefault(utf8(input.key()), Set.of())
        : LETTERS.getOrDefault(PLACES.get(input), Set.of());
  }

  private static Map<String, Integer> lettersByCode() {
    Map<String, Integer> counts = new TreeMap<>();
    inputs.forEach(input -> codes(input).forEach(code -> counts.merge(code, 1, Integer::sum)));
    return counts;
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void rule8(HostileInput input) {
    Expected expected = input.expected();
    if (expected instanceof Expected.Letter letter) {
      assertThat(codes(input)).containsExactly(letter.code());
    } else if (expected instanceof Expected.Report report) {
      assertThat(codes(input)).isEmpty();
      assertThat(REPORTS.get(report.requestId()))
          .isEqualTo((report.status() + " " + report.code()).strip());
    } else if (expected instanceof Expected.Step step) {
      assertThat(codes(input)).isEmpty();
      assertThat(REASONS.get(utf8(input.key()))).contains(step.reason());
    } else if (expected instanceof Expected.RefusedByBroker refused) {
      assertThat(REFUSALS.get(input)).isEqualTo(refused.exception());
    } else if (expected instanceof Expected.RefusedByRegistry refused) {
      assertThat(REFUSALS.get(input)).isEqualTo(Integer.toString(refused.status()));
    } else {
      assertThat(codes(input)).isEmpty();
    }
    int due = expected instanceof Expected.Message ? 2 : 1;
    assertThat(messages.get(input.profile().orElse("after " + input.name())))
        .as("messages: the good event's, and the input's own if it is to have one")
        .isEqualTo(due);
  }

  @Test
  void rule8TheTableIsLong() {
    assertThat(inputs.stream().filter(i -> i.expected() instanceof Expected.Letter).count())
        .isGreaterThan(100);
    assertThat(inputs).doesNotHaveDuplicates();
    assertThat(inputs.stream().map(HostileInput::name).distinct().count()).isEqualTo(inputs.size());
  }

  @Test
  void rule8NoTaskWasStartedAnew() {
    assertThat(product.isAlive()).isTrue();
    FlinkRest flink = new FlinkRest(product.flink());
    assertThat(flink.failures()).isEmpty();
    assertThat(flink.attempts()).containsOnly(0);
  }
}
