package dev.sojourn.engine.definition.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.Schema;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeFitTest {
  private static final String PROFILE =
      """
      apiVersion: sojourn/v1
      kind: Schema
      metadata: {name: profile, version: 1}
      spec:
        of: profile
        closed: true
        properties:
          country: string
          points: integer
          tier: string
          email: string
          address: {properties: {city: string}, closed: true}
      """;

  private static final String ORDER =
      """
      apiVersion: sojourn/v1
      kind: Schema
      metadata: {name: orders, version: 1}
      spec:
        of: {event: order.placed}
        properties: {orderId: string, total: number, country: string}
      """;

  private static final String JOURNEY =
      """
      apiVersion: sojourn/v1
      kind: Journey
      metadata: {name: j, version: 3}
      spec:
        entry: {event: {type: order.placed, when: "%s"}, key: %s}
        exit: [{event: {type: order.placed, when: "%s"}}]
        start: listen
        steps:
          listen: {await: {event: {type: cart.updated, when: "%s"}}, next: look}
          look:
            branch: [{when: "%s", next: write}]
            else: write
          write: {update: {attributes: {%s}}, next: tell}
          tell: {emit: {type: order.placed, properties: {total: "%s"}}}
      """;

  private static String journey(String... parts) {
    String[] good = {
      "event.total > 5",
      "event.orderId",
      "event.orderId == journey.key",
      "event.total == 'x'",
      "journey.event.total >= 5 && journey.event.more == 1",
      "tier: \"'gold'\"",
      "journey.event.total + 1.0"
    };
    for (int i = 0; i < parts.length; i++) {
      good[i] = parts[i].isEmpty() ? good[i] : parts[i];
    }
    return JOURNEY.formatted((Object[]) good);
  }

  private static List<SourceDocument> read(String... documents) {
    DocumentSource.Reading reading =
        DocumentSource.read("all.yaml", String.join("---\n", documents));
    assertThat(reading.problems()).isEmpty();
    return reading.documents();
  }

  private static List<String> check(List<SourceDocument> documents, List<SourceDocument> live) {
    return check(documents, live, Publication.ALL_NEW);
  }

  private static List<String> check(
      List<SourceDocument> documents, List<SourceDocument> live, Publication publication) {
    return DocumentSet.check(
            documents, live.stream().map(SourceDocument::document).toList(), publication)
        .stream()
        .map(Problem::toString)
        .toList();
  }

  private static List<String> checkLive(List<SourceDocument> documents, List<SourceDocument> live) {
    return checkLive(documents, live, Publication.ALL_NEW);
  }

  private static List<String> checkLive(
      List<SourceDocument> documents, List<SourceDocument> live, Publication publication) {
    return TypeFit.checkLive(documents, live, publication).stream().map(Problem::toString).toList();
  }

  /** Documents that are published already, of which only the state changes. */
  private static Publication onlyState(PublicationState state) {
    return new Publication() {
      @Override
      public boolean isNew(SourceDocument source) {
        return false;
      }

      @Override
      public Optional<PublicationState> state(SourceDocument source) {
        return Optional.of(state);
      }
    };
  }

  /** As live documents are read: without a file. */
  private static List<SourceDocument> live(String... documents) {
    return read(documents).stream()
        .map(source -> Documents.read(source.document().kind(), source.canonicalJson()))
        .toList();
  }

  private static String audience(String rule) {
    return "apiVersion: sojourn/v1\nkind: Audience\nmetadata: {name: a, version: 1}\nspec:\n  %s\n"
        .formatted(rule);
  }

  private static String template(String text) {
    return "apiVersion: sojourn/v1\nkind: Template\nmetadata: {name: t, version: 1}\nspec: {parts: {text: \"%s\"}}\n"
        .formatted(text);
  }

  @Test
  void documentsThatFitAreFine_A6() {
    assertThat(check(read(PROFILE, ORDER, journey()), List.of())).isEmpty();
    assertThat(check(read(journey()), live(PROFILE, ORDER))).isEmpty();
  }

  @Test
  void whatIsNotDeclaredIsNotChecked_A6() {
    assertThat(
            check(
                read(journey("event.total == 'x'", "", "", "", "profile.points == 'x'")),
                List.of()))
        .isEmpty();
    assertThat(check(read(ORDER, journey("", "", "", "", "profile.points == 'x'")), List.of()))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0 | event.total == 'x'      | spec.entry.event.when: '==' cannot be applied to number, string: event.total is declared as number",
        "1 | profile.address         | spec.entry.key: gives a map, but a string, a number, or a list of these is needed here",
        "2 | event.total == journey.key | spec.exit[0].event.when: '==' cannot be applied to number, string: event.total is declared as number, journey.key is declared as string",
        "3 | profile.contry == 'FR'  | spec.steps.listen.await.event.when: 'contry' is not declared for profile",
        "4 | journey.event.total == 'x' | spec.steps.look.branch[0].when: '==' cannot be applied to number, string: journey.event.total is declared as number",
        "5 | tier: 5                  | spec.steps.write.update.attributes.tier: gives a whole number, but profile.tier is declared as string",
        "5 | teir: 5                  | spec.steps.write.update.attributes.teir: 'teir' is not declared for profile (did you mean 'tier'?)",
        "6 | 'a lot'                 | spec.steps.tell.emit.properties.total: gives a string, but order.placed.total is declared as number",
      })
  void whatDoesNotFitIsRefusedWithItsPlace_A6(int part, String text, String problem) {
    String[] parts = {"", "", "", "", "", "", ""};
    parts[part] = part == 5 && text.contains("5") ? text.replace("5", "\"5\"") : text;
    List<SourceDocument> documents = read(PROFILE, ORDER, journey(parts));

    assertThat(check(documents, List.of()))
        .singleElement()
        .asString()
        .matches("(?s)all.yaml:\\d+:\\d+: .*")
        .contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "event.total > 5     | journey.event.total >= 5 && journey.key == journey.event.orderId | ",
        "event.total == 'x'  | true | spec.entry.business.when: '==' cannot be applied to number, string: event.total is declared as number",
        "event.total > 5     | journey.event.total == 'x' | spec.steps.look.branch[0].when: '==' cannot be applied to number, string: journey.event.total is declared as number",
        "event.total > 5     | journey.key == 5 | spec.steps.look.branch[0].when: '==' cannot be applied to string, integer: journey.key is declared as string",
      })
  void aBusinessEventFitsWhereItEntersAndInsideTheJourney_A6_E5(
      String entry, String inside, String problem) {
    String journey =
        """
        apiVersion: sojourn/v1
        kind: Journey
        metadata: {name: j, version: 1}
        spec:
          entry: {business: {type: order.placed, when: "%s"}}
          start: look
          steps:
            look:
              branch: [{when: "%s", next: rest}]
              else: rest
            rest: {wait: {for: P1D}}
        """
            .formatted(entry, inside);
    List<String> problems = check(read(ORDER, journey), List.of());
    if (problem == null) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).singleElement().asString().contains(problem);
    }
  }

  @Test
  void thePlaceIsThatInsideTheText_A6() {
    assertThat(
            check(
                read(
                    ORDER,
                    audience(
                        "events: {type: order.placed, where: \"true && event.country > 3\", count: {atLeast: 1}}")),
                List.of()))
        .singleElement()
        .asString()
        .startsWith("all.yaml:12:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "profile: \"profile.country == 'FR' && profile.points >= 900\" | ",
        "profile: profile.points == 'many' | spec.profile: '==' cannot be applied to integer, string",
        "events: {type: order.placed, sum: event.total, is: {above: 5}} | ",
        "events: {type: order.placed, sum: event.country, is: {above: 5}} | spec.events.sum: gives a string, but a number is needed here",
        "events: {type: order.placed, last: event.total, is: {equals: gold}} | spec.events.last: gives a whole number, but a string is needed here",
        "events: {type: order.placed, distinct: event.orderId, is: {atLeast: 2}} | ",
        "events: {type: order.sent, sum: event.country, is: {above: 5}} | ",
        "absent: {type: order.placed, for: P1D, where: event.total == 'x'} | spec.absent.where: '==' cannot be applied to number, string",
        "sequence: {steps: [{type: order.placed, where: event.total < 'x'}]} | spec.sequence.steps[0].where: '<' cannot be applied to number, string",
        "date: {of: profile.points, is: today} | spec.date.of: gives a whole number, but a timestamp or a local date-time as a string is needed here",
        "date: {of: profile.country, is: today} | ",
      })
  void rulesOfAudiencesFit_A6(String rule, String problem) {
    List<String> problems = check(read(PROFILE, ORDER, audience(rule)), List.of());
    if (problem == null) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).singleElement().asString().contains(problem);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hello {{profile.tier}} {{profile.address.city}} {{journey.event.x}} {{profile.consents.email}} | ",
        "Hello {{profile.teir}} | 'teir' is not declared for profile (did you mean 'tier'?)",
        "Hello {{profile.address.street}} | 'street' is not declared for profile",
      })
  void templatesNameWhatAClosedProfileHas_A6(String text, String problem) {
    List<String> problems = check(read(PROFILE, template(text)), List.of());
    if (problem == null) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).singleElement().asString().contains(problem);
    }
  }

  @Test
  void aChannelsAddressIsDeclaredToo_A6() {
    String channel =
        "apiVersion: sojourn/v1\nkind: Channel\nmetadata: {name: sms, version: 1}\nspec: {connector: {type: smtp}}\n";
    assertThat(check(read(PROFILE, channel), List.of()))
        .singleElement()
        .asString()
        .contains("'phone' is not declared for profile");
  }

  @Test
  void thereIsOneSchemaOfAThing_A6() {
    String other = ORDER.replace("name: orders", "name: again");
    assertThat(check(read(other), live(ORDER)))
        .singleElement()
        .asString()
        .isEqualTo(
            "all.yaml:5:7: spec.of: Schema 'orders' declares events of type 'order.placed' too (put all of it into one of them, and delete the other: apply it with --state deleted)");
    assertThat(check(read(ORDER.replace("version: 1", "version: 2")), live(ORDER))).isEmpty();
    assertThat(check(read(other.replace("order.placed", "order.sent")), live(ORDER))).isEmpty();
  }

  @Test
  void theNewestOfSeveralVersionsCounts_A6() {
    String newer =
        ORDER.replace("version: 1", "version: 2").replace("total: number", "total: string");
    String audience =
        audience(
            "events: {type: order.placed, where: \"event.total == 'x'\", count: {atLeast: 1}}");
    assertThat(check(read(newer, ORDER, audience), List.of())).isEmpty();
    assertThat(check(read(ORDER, newer, audience), List.of())).isEmpty();
    assertThat(check(read(ORDER, audience), List.of())).hasSize(1);
  }

  @Test
  void aChangeThatALiveDocumentDoesNotFitIsRefused_A6() {
    List<SourceDocument> live = live(PROFILE, ORDER, journey());
    String changed =
        ORDER.replace("version: 1", "version: 2").replace("total: number", "total: string");

    assertThat(checkLive(read(changed), live))
        .containsExactly(
            "all.yaml:5:3: spec: Journey 'j' version 3, which is live, does not fit it: spec.steps.look.branch[0].when: '>=' cannot be applied to string, integer: journey.event.total is declared as string (publish a version of that document that fits together with this one, or leave the type as it was)");
    assertThat(checkLive(read(ORDER.replace("orderId: string, ", "").replace("1}", "2}")), live))
        .as("what is no longer declared can be anything")
        .isEmpty();
    assertThat(checkLive(read(journey("event.total > 6")), live))
        .as("nothing is declared anew")
        .isEmpty();
  }

  @Test
  void theFirstSchemaIsHeldAgainstWhatIsLiveToo_A6() {
    String audience = audience("profile: profile.points == 'many'");
    assertThat(checkLive(read(PROFILE), live(audience)))
        .singleElement()
        .asString()
        .contains("Audience 'a' version 1, which is live");
    assertThat(checkLive(read(PROFILE, audience.replace("'many'", "3")), live(audience)))
        .as("its next version comes together with the schema")
        .isEmpty();
  }

  @Test
  void whatDidNotFitBeforeForbidsNoOtherChange_A6() {
    List<SourceDocument> live = live(PROFILE, audience("profile: profile.points == 'many'"));
    String changed =
        PROFILE.replace("version: 1", "version: 2").replace("tier: string", "tier: any");
    assertThat(checkLive(read(changed), live)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"profile.points == 'many'", "profile.contry == 'FR'"})
  void whatDidNotFitBeforeForbidsNoChangeThatIsToldInOtherWords_A6(String misfit) {
    List<SourceDocument> live = live(PROFILE, audience("profile: " + misfit));
    String next = PROFILE.replace("version: 1", "version: 2");
    assertThat(
            checkLive(read(next.replace("tier: string", "tier: string\n    more: string")), live))
        .isEmpty();
    assertThat(checkLive(read(next.replace("points: integer", "points: number")), live)).isEmpty();
  }

  @Test
  void whatIsPublishedAlreadyCanBePausedStoppedAndRolledBack_A6() {
    List<SourceDocument> misfit = read(journey("event.total == 'x'"));
    assertThat(check(misfit, live(ORDER))).hasSize(1);
    for (PublicationState state : PublicationState.values()) {
      assertThat(check(misfit, live(ORDER), onlyState(state))).isEmpty();
      assertThat(checkLive(misfit, live(ORDER), onlyState(state))).isEmpty();
    }
  }

  @Test
  void oneOfTwoSchemasOfAThingCanBeTakenAway_A6() {
    String other =
        ORDER.replace("name: orders", "name: again").replace("total: number", "total: string");
    List<SourceDocument> live = live(ORDER, other, journey());
    for (PublicationState state : List.of(PublicationState.STOPPED, PublicationState.DELETED)) {
      assertThat(check(read(other), live, onlyState(state))).isEmpty();
      assertThat(checkLive(read(other), live, onlyState(state))).isEmpty();
      assertThat(checkLive(read(ORDER, other), live, onlyState(state))).isEmpty();
    }
    assertThat(check(read(other), live, onlyState(PublicationState.LIVE))).hasSize(1);
  }

  @Test
  void whatIsAppliedAgainUnchangedIsHeldAgainstAChangeToo_A6() {
    List<SourceDocument> documents =
        read(
            ORDER.replace("version: 1", "version: 2").replace("total: number", "total: string"),
            journey());
    Publication onlySchemas =
        new Publication() {
          @Override
          public boolean isNew(SourceDocument source) {
            return source.document() instanceof Schema;
          }

          @Override
          public Optional<PublicationState> state(SourceDocument source) {
            return Optional.of(PublicationState.LIVE);
          }
        };
    assertThat(checkLive(documents, live(ORDER, journey()), onlySchemas))
        .singleElement()
        .asString()
        .contains("Journey 'j' version 3, which is live, does not fit it");
  }

  @Test
  void theRefusalStandsAtTheSchemaThatIsTheReason_A6() {
    List<SourceDocument> live = live(PROFILE, ORDER, journey());
    String changed =
        ORDER.replace("version: 1", "version: 2").replace("total: number", "total: string");
    String alike = PROFILE.replace("version: 1", "version: 2").replace("tier: string", "tier: any");
    for (String profile : List.of(PROFILE, alike)) {
      assertThat(checkLive(read(profile, changed), live))
          .singleElement()
          .asString()
          .startsWith("all.yaml:18:3: spec: Journey 'j' version 3");
    }
  }
}
