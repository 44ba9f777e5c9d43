package dev.sojourn.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.avro.ApiOrigin;
import dev.sojourn.avro.BusinessEvent;
import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.avro.DeliveryReport;
import dev.sojourn.avro.EntryRequest;
import dev.sojourn.avro.ProfileUpdate;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import dev.sojourn.schemas.codec.Values;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SignalLinesTest {
  private static final Instant NOW = Instant.parse("2026-01-31T09:00:00Z");

  private final SignalLines lines = new SignalLines(() -> NOW, () -> "made-up");

  @Test
  void anEventCarriesEveryKindOfValue() throws LineException {
    ProfileSignal signal =
        lines.parse(
            "{\"profile\":\"c-1\",\"id\":\"e-1\",\"type\":\"cart.updated\",\"occurredAt\":\"2026-01-31T08:59:59.5+00:00\","
                + "\"properties\":{\"n\":3,\"d\":1.5,\"b\":true,\"s\":\"x\",\"z\":null,\"l\":[1,\"a\",{\"q\":2}],\"o\":{\"p\":1}}}");

    assertThat(signal.profile()).isEqualTo("c-1");
    CustomerEvent event = (CustomerEvent) signal.signal();
    assertThat(event.getType()).isEqualTo("cart.updated");
    assertThat(event.getId()).isEqualTo("e-1");
    assertThat(event.getOccurredAt()).isEqualTo(Instant.parse("2026-01-31T08:59:59.500Z"));
    assertThat(event.getProperties())
        .containsEntry("n", 3L)
        .containsEntry("d", 1.5)
        .containsEntry("b", true)
        .containsEntry("s", "x")
        .containsEntry("z", null)
        .containsEntry("l", Arrays.asList(1L, "a", Values.toStruct(Map.of("q", 2L))))
        .containsEntry("o", Values.toStruct(Map.of("p", 1L)));
  }

  @Test
  void aBusinessEventNamesNoProfile_E5() throws LineException {
    ProfileSignal signal =
        lines.parse(
            "{\"business\":\"restock\",\"id\":\"e/1\",\"properties\":{\"stock\":40,\"of\":{\"name\":\"kettle\"}}}");

    assertThat(signal.profile()).isEmpty();
    assertThat(signal.signal())
        .isEqualTo(
            new BusinessEvent(
                "restock",
                "e/1",
                NOW,
                Values.toAvro(Map.of("stock", 40L, "of", Map.of("name", "kettle")))));
    assertThat(((BusinessEvent) lines.parse("{\"business\":\"restock\"}").signal()).getId())
        .isEqualTo("made-up");
  }

  @Test
  void aBusinessEventThatTheJobWouldRefuseIsRefusedHere_E5() {
    String large = "x".repeat(16 * 1024);
    for (String line :
        List.of(
            "{\"business\":\"restock\",\"profile\":\"c-1\"}",
            "{\"business\":\"a/b\"}",
            "{\"business\":\"\"}",
            "{\"business\":7}",
            "{\"business\":\"" + "t".repeat(201) + "\"}",
            "{\"business\":\"t\",\"id\":\"" + "ж".repeat(101) + "\"}",
            "{\"business\":\"t\",\"properties\":{\"large\":\"" + large + "\"}}")) {
      assertThatThrownBy(() -> lines.parse(line)).as(line).isInstanceOf(LineException.class);
    }
  }

  @Test
  void withoutAnInstantItIsNowAndWithoutAnIdItGetsOne() throws LineException {
    CustomerEvent event =
        (CustomerEvent) lines.parse("{\"profile\":\"c-1\",\"type\":\"app.opened\"}").signal();

    assertThat(event.getOccurredAt()).isEqualTo(NOW);
    assertThat(event.getId()).isEqualTo("made-up");
    assertThat(event.getProperties()).isEmpty();
  }

  @Test
  void anUpdateSetsAttributesConsentsAndSuppressions() throws LineException {
    ProfileUpdate update =
        (ProfileUpdate)
            lines
                .parse(
                    "{\"profile\":\"c-1\",\"id\":\"u-1\",\"occurredAt\":1769850000000,\"attributes\":{\"email\":\"a@b.c\",\"vip\":null},"
                        + "\"consents\":{\"email/newsletter\":\"in\"},\"suppressions\":{\"sms\":true}}")
                .signal();

    assertThat(update.getAttributes()).containsEntry("email", "a@b.c").containsEntry("vip", null);
    assertThat(update.getConsents()).isEqualTo(Map.of("email/newsletter", "in"));
    assertThat(update.getSuppressions()).isEqualTo(Map.of("sms", true));
  }

  @Test
  void anEntryRequestNamesAJourney() throws LineException {
    EntryRequest request =
        (EntryRequest)
            lines
                .parse(
                    "{\"profile\":\"c-1\",\"id\":\"r-1\",\"journey\":\"welcome\",\"key\":\"k\",\"context\":{\"lines\":[]}}")
                .signal();

    assertThat(request.getJourney()).isEqualTo("welcome");
    assertThat(request.getKey()).isEqualTo("k");
    assertThat(request.getContext()).isEqualTo(Map.of("lines", List.of()));
  }

  @Test
  void aReportTellsWhatBecameOfARequest() throws LineException {
    ProfileSignal signal =
        lines.parse(
            "{\"profile\":\"c-1\",\"report\":\"bounced\",\"requestId\":\"r-1\",\"channel\":\"email\",\"code\":\"soft\","
                + "\"detail\":\"mailbox full\",\"providerId\":\"p-1\",\"occurredAt\":\"2026-01-31T08:00:00Z\"}");

    assertThat(signal.profile()).isEqualTo("c-1");
    assertThat(signal.signal())
        .isEqualTo(
            DeliveryReport.newBuilder()
                .setRequestId("r-1")
                .setStatus("bounced")
                .setAt(Instant.parse("2026-01-31T08:00:00Z"))
                .setChannel("email")
                .setOrigin(new ApiOrigin("sojourn publish"))
                .setCode("soft")
                .setDetail("mailbox full")
                .setProviderId("p-1")
                .build());
  }

  @Test
  void aReportMayNameATopicOrCarryAnAnswer() throws LineException {
    DeliveryReport unsubscribed =
        (DeliveryReport)
            lines
                .parse(
                    "{\"profile\":\"c\",\"report\":\"unsubscribed\",\"requestId\":\"r\",\"channel\":\"email\",\"topic\":\"news\"}")
                .signal();
    DeliveryReport sent =
        (DeliveryReport)
            lines
                .parse(
                    "{\"profile\":\"c\",\"report\":\"sent\",\"requestId\":\"r\",\"channel\":\"score\",\"answer\":{\"score\":0.5,\"l\":[{\"a\":1}]}}")
                .signal();

    assertThat(unsubscribed.getTopic()).isEqualTo("news");
    assertThat(unsubscribed.getAt()).isEqualTo(NOW);
    assertThat(unsubscribed.getAnswer()).isNull();
    assertThat(sent.getTopic()).isNull();
    assertThat(Values.fromStruct(sent.getAnswer()))
        .isEqualTo(Map.of("score", 0.5, "l", List.of(Map.of("a", 1L))));
  }

  @ParameterizedTest
  @EnumSource
  void everyStatusCanBeReported(Status status) throws LineException {
    DeliveryReport report =
        (DeliveryReport)
            lines
                .parse(
                    "{\"profile\":\"c\",\"report\":\"%s\",\"requestId\":\"r\",\"channel\":\"email\"}"
                        .formatted(status.label()))
                .signal();

    assertThat(report.getStatus()).isEqualTo(status.label());
  }

  @ParameterizedTest
  @CsvSource({"32, true", "33, false"})
  void objectsInAnAnswerHaveAnEnd(int depth, boolean taken) {
    String answer = "{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
    String line =
        "{\"profile\":\"c\",\"report\":\"sent\",\"requestId\":\"r\",\"channel\":\"score\",\"answer\":"
            + answer
            + "}";

    if (taken) {
      assertThatCode(() -> lines.parse(line)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> lines.parse(line)).hasMessageContaining("more than 32 objects deep");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0007',
      value = {
        "not json|not JSON",
        "[]|not a JSON object",
        "{} {}|not JSON",
        "{\"profile\":\"a\",\"profile\":\"b\",\"type\":\"t\"}|not JSON",
        "{\"type\":\"t\"}|`profile` must be a text",
        "{\"profile\":\"\",\"type\":\"t\"}|`profile` must be a text",
        "{\"profile\":7,\"type\":\"t\"}|`profile` must be a text",
        "{\"profile\":\"c\"}|what is it?",
        "{\"profile\":\"c\",\"type\":\"\"}|`type` must be a text",
        "{\"profile\":\"c\",\"type\":\"t\",\"id\":\"\"}|`id` must be a text",
        "{\"profile\":\"c\",\"type\":\"t\",\"propertys\":{}}|an event has no field `propertys`",
        "{\"profile\":\"c\",\"attributes\":{},\"properties\":{}}|an update has no field `properties`",
        "{\"profile\":\"c\",\"type\":\"t\",\"occurredAt\":\"yesterday\"}|`occurredAt` must be an instant",
        "{\"profile\":\"c\",\"type\":\"t\",\"occurredAt\":1.5}|`occurredAt` must be an instant",
        "{\"profile\":\"c\",\"type\":\"t\",\"occurredAt\":\"2026-01-31T09:00:00\"}|`occurredAt` must be an instant",
        "{\"profile\":\"c\",\"type\":\"t\",\"properties\":[]}|`properties` must be an object",
        "{\"profile\":\"c\",\"type\":\"t\",\"properties\":{\"l\":[[1]]}}|a list in a list",
        "{\"profile\":\"c\",\"type\":\"t\",\"properties\":{\"n\":9223372036854775808}}|beyond 64 bits",
        "{\"profile\":\"c\",\"report\":\"lost\",\"requestId\":\"r\",\"channel\":\"e\"}|`report` must be one of sent, failed, expired",
        "{\"profile\":\"c\",\"report\":7,\"requestId\":\"r\",\"channel\":\"e\"}|`report` must be one of",
        "{\"profile\":\"c\",\"report\":\"clicked\",\"channel\":\"e\"}|`requestId` must be a text",
        "{\"profile\":\"c\",\"report\":\"clicked\",\"requestId\":\"r\"}|`channel` must be a text",
        "{\"profile\":\"c\",\"report\":\"clicked\",\"id\":\"i\",\"requestId\":\"r\",\"channel\":\"e\"}|a report has no field `id`",
        "{\"profile\":\"c\",\"report\":\"clicked\",\"requestId\":\"r\",\"channel\":\"e\",\"topic\":\"news\"}|`topic` stands in a report of \"unsubscribed\" only",
        "{\"profile\":\"c\",\"report\":\"failed\",\"requestId\":\"r\",\"channel\":\"e\",\"answer\":{}}|`answer` stands in a report of \"sent\" only",
        "{\"profile\":\"c\",\"report\":\"sent\",\"requestId\":\"r\",\"channel\":\"e\",\"answer\":[1]}|`answer` must be an object",
        "{\"profile\":\"c\",\"report\":\"sent\",\"requestId\":\"r\",\"channel\":\"e\",\"answer\":{\"l\":[[1]]}}|a list in a list",
        "{\"profile\":\"c\",\"report\":\"sent\",\"requestId\":\"r\",\"channel\":\"e\",\"code\":7}|`code` must be a text",
        "{\"profile\":\"c\",\"type\":\"t\",\"report\":\"sent\"}|an event has no field `report`",
        "{\"profile\":\"c\",\"consents\":{\"email\":\"yes\"}}|`consents.email` must be",
        "{\"profile\":\"c\",\"suppressions\":{\"email\":\"yes\"}}|`suppressions.email` must be"
      })
  void whatIsNoSignalIsRefusedInWords(String line, String message) {
    assertThatThrownBy(() -> lines.parse(line))
        .isInstanceOf(LineException.class)
        .hasMessageContaining(message.replace('\'', '`'));
  }
}
