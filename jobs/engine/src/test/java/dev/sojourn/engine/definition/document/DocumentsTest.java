package dev.sojourn.engine.definition.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.sojourn.engine.definition.Channel;
import dev.sojourn.engine.definition.Channel.AddressFormat;
import dev.sojourn.engine.definition.ContactPolicy;
import dev.sojourn.engine.definition.DefinitionException;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.time.CalendarDuration;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentsTest {

  private static Document document(String yaml) {
    DocumentSource.Reading reading = DocumentSource.read("", yaml);
    assertThat(reading.problems()).isEmpty();
    return reading.documents().get(0).document();
  }

  private static Channel channel(String name, String spec) {
    return (Channel)
        document(
            "apiVersion: sojourn/v1\nkind: Channel\nmetadata: {name: %s, version: 1}\nspec: {connector: {type: x}%s}\n"
                .formatted(name, spec));
  }

  private static Journey journey(String spec) {
    return (Journey)
        document(
            "apiVersion: sojourn/v1\nkind: Journey\nmetadata: {name: j, version: 1}\nspec: {entry: {request: {}}, start: a, steps: {a: {end: {}}}%s}\n"
                .formatted(spec));
  }

  @ParameterizedTest
  @CsvSource({
    "email, , email, profile.email, EMAIL",
    "sms, , sms, profile.phone, PHONE",
    "crm, , crm, profile.id, ANY",
    "news, email, email, profile.email, EMAIL",
  })
  void aChannelsDefaultsComeFromItsMedium(
      String name, String medium, String expected, String address, AddressFormat format) {
    Channel channel = channel(name, medium == null ? "" : ", medium: " + medium);
    assertThat(channel.medium()).isEqualTo(expected);
    assertThat(channel.address().source()).isEqualTo(address);
    assertThat(channel.format()).isEqualTo(format);
  }

  @Test
  void aJourneysDefaults() {
    Journey journey = journey("");
    assertThat(journey.reentry()).as("E7").isEqualTo(new Journey.Always());
    assertThat(journey.timeout()).as("L3").isEqualTo(CalendarDuration.parse("P91D"));
    assertThat(journey.zone()).as("T5").isEmpty();
    assertThat(journey.fallbackZone()).as("T5").isEqualTo(ZoneId.of("UTC"));
    assertThat(journey.priority()).isZero();
    assertThat(journey.policy()).isEmpty();
    assertThat(journey.exits()).isEmpty();
    assertThat(journey.startsAt()).isEmpty();
    assertThat(journey.endsAt()).isEmpty();
  }

  @Test
  void theZoneIsTheProfilesOrAFixedOne_T5() {
    assertThat(journey(", timezone: profile").zone()).isEmpty();
    assertThat(journey(", timezone: Europe/Paris").zone()).contains(ZoneId.of("Europe/Paris"));
    Journey fallback = journey(", timezone: {fallback: Asia/Tokyo}");
    assertThat(fallback.zone()).isEmpty();
    assertThat(fallback.fallbackZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
  }

  @Test
  void numbersThatAreWholeAreWholeHoweverTheyAreWritten() {
    assertThat(journey(", priority: 1e3").priority()).isEqualTo(1_000);
    assertThat(journey(", priority: 0x10").priority()).isEqualTo(16);
  }

  @Test
  void aPolicysDefaults() {
    assertThat(
            document(
                "apiVersion: sojourn/v1\nkind: ContactPolicy\nmetadata: {name: p, version: 1}\nspec: {class: transactional}\n"))
        .isEqualTo(policy("p"));
  }

  @Test
  void daysMayBeRangesOverTheEndOfTheWeek_S2() {
    Journey journey =
        (Journey)
            document(
                """
                apiVersion: sojourn/v1
                kind: Journey
                metadata: {name: j, version: 1}
                spec:
                  entry: {request: {}}
                  start: a
                  steps:
                    a: {wait: {until: {time: "07:00", days: [fri..mon, wed]}}}
                """);
    assertThat(journey.steps().get("a"))
        .asInstanceOf(type(Step.Wait.class))
        .extracting(Step.Wait::until)
        .asInstanceOf(type(Step.NextTime.class))
        .extracting(Step.NextTime::days)
        .isEqualTo(
            EnumSet.of(
                DayOfWeek.FRIDAY,
                DayOfWeek.SATURDAY,
                DayOfWeek.SUNDAY,
                DayOfWeek.MONDAY,
                DayOfWeek.WEDNESDAY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ | not valid JSON",
        "{\"a\":1,\"a\":2} | not valid JSON",
        "{} {} | not valid JSON",
        "[] | a document is a map",
        "{} | 'kind' is missing or not a text",
        "{\"kind\":\"Audience\"} | is of kind Audience, but was published as Journey",
        "{\"kind\":\"Journey\"} | 'apiVersion' is missing",
      })
  void whatReachesAJobIsCheckedAgain(String json, String message) {
    assertThatThrownBy(() -> new Documents().parse(Kind.JOURNEY, json))
        .asInstanceOf(type(DefinitionException.class))
        .satisfies(e -> assertThat(e.problems().get(0).message()).startsWith(message));
  }

  @Test
  void parsedDocumentsAreRemembered() {
    // Given
    List<String> parsed = new ArrayList<>();
    CachingDocumentParser parser =
        new CachingDocumentParser(
            (kind, json) -> {
              parsed.add(json);
              return policy(json);
            },
            2);

    // When
    Document first = parser.parse(Kind.CONTACT_POLICY, "a");
    parser.parse(Kind.CONTACT_POLICY, "b");
    Document again = parser.parse(Kind.CONTACT_POLICY, "a");
    parser.parse(Kind.CONTACT_POLICY, "c");
    parser.parse(Kind.CONTACT_POLICY, "a");
    parser.parse(Kind.CONTACT_POLICY, "b");

    // Then: the least recently used one was forgotten
    assertThat(again).isSameAs(first);
    assertThat(parsed).containsExactly("a", "b", "c", "b");
  }

  private static ContactPolicy policy(String name) {
    return new ContactPolicy(
        name,
        1,
        true,
        Optional.empty(),
        false,
        ZoneId.of("UTC"),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
