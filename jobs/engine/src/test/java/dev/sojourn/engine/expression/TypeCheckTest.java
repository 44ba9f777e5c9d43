package dev.sojourn.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.expression.DeclaredType.ListOf;
import dev.sojourn.engine.expression.DeclaredType.MapOf;
import dev.sojourn.engine.expression.DeclaredType.Members;
import dev.sojourn.engine.expression.DeclaredType.Scalar;
import dev.sojourn.engine.expression.ExpressionException.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeCheckTest {
  private static final ExpressionContext CONTEXT =
      ExpressionContext.of(Variable.EVENT, Variable.PROFILE, Variable.JOURNEY);

  private static final Members LINE =
      new Members(Map.of("sku", Scalar.STRING, "price", Scalar.NUMBER), true);

  private static final Map<Variable, DeclaredType> TYPES =
      Map.of(
          Variable.EVENT,
          members(
              false,
              Map.of(
                  "total", Scalar.NUMBER,
                  "items", Scalar.INTEGER,
                  "country", Scalar.STRING,
                  "gift", Scalar.BOOLEAN,
                  "on", Scalar.DATE,
                  "at", Scalar.TIMESTAMP,
                  "tags", new ListOf(Scalar.STRING),
                  "sizes", new ListOf(Scalar.INTEGER),
                  "lines", new ListOf(LINE),
                  "what", Scalar.ANY)),
          Variable.PROFILE,
          members(
              true,
              Map.of(
                  "country",
                  Scalar.STRING,
                  "points",
                  Scalar.INTEGER,
                  "address",
                  members(true, Map.of("city", Scalar.STRING, "floor", Scalar.NUMBER)),
                  "scores",
                  new MapOf(Scalar.NUMBER))),
          Variable.JOURNEY,
          members(false, Map.of("key", Scalar.STRING, "enteredAt", Scalar.MOMENT)));

  private static Members members(boolean closed, Map<String, DeclaredType> members) {
    return new Members(new LinkedHashMap<>(members), closed);
  }

  private static List<Fault> check(String source, ExpectedType type) {
    // Only what is good without types is put to it.
    ExpressionCompiler.compile(source, CONTEXT, type);
    return TypeCheck.check(source, CONTEXT, TYPES, type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.total > 50",
        "event.total > 50.0 && event.total == 50",
        "event.total == 2.5 || event.total in [1, 2, 2.5]",
        "event.total * 2 > 10 && event.total * 2.0 > 10.0",
        "event.items == 3 && event.items == 3.0 && event.items > 2.5 && 3.0 in event.sizes",
        "event.items % 2 == 0 && event.sizes[0] + event.items > 4",
        "event.items < event.total && event.total == profile.points",
        "(has(event.total) ? event.total : 0) > 5",
        "(has(profile.points) ? profile.points : 0.0) > 1.5",
        "(has(event.items) ? event.items : 0) == 2.5 && 2.5 != (event.gift ? 1 : event.items)",
        "(has(event.total) ? event.total : 0.0) == 2 && (event.gift ? event.items : 1.5) in [1, 2]",
        "(event.gift ? 0 : event.items > 3 ? event.items : event.total) == 2.5",
        "(event.gift ? event.items : 1) + 1 == 2 && (event.gift ? 1.5 : event.total) * 2.0 > 1.0",
        "event.country == profile.country && event.country != 'FR'",
        "event.country in ['FR', 'DE'] && 'new' in event.tags && event.tags[0] < 'x'",
        "event.gift == true && !event.gift",
        "event.on < '2026-03-01' && timestamp(event.at) < now()",
        "event.lines.exists(l, l.price > 10.0 && l.sku.startsWith('a'))",
        "event.lines[0].price > 10 && event.tags.all(t, t != '')",
        "event.lines.map(l, l.price) == [1.0]",
        "event.what == 1 && event.what == 'x' && event.nobody.knows > 3",
        "profile.address.floor > 2 && profile['address'].city == 'Lyon'",
        "profile.scores.golf > 3 && profile.scores['chess'] == 1.5",
        "profile.scores.exists(s, s == 'golf') && 'golf' in profile.scores",
        "size(event.tags) > 2 && size(event.country) == 2 && size(profile) > 2",
        "'country' in profile && has(profile.address.city)",
        "journey.enteredAt < now() && journey.key == event.country && journey.other == 4",
        "string(event.total) == event.country && int(event.country) > 3",
        "type(event.total) == double"
      })
  void whatFitsIsAccepted_A6(String source) {
    assertThat(check(source, ExpectedType.CONDITION)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "event.country == 5 | 1:15 | '==' cannot be applied to string, integer: event.country is declared as string",
        "5 != event.country | 1:3 | '!=' cannot be applied to integer, string: event.country is declared as string",
        "event.total == 'x' | 1:13 | '==' cannot be applied to number, string: event.total is declared as number",
        "event.items >= 'x' | 1:13 | '>=' cannot be applied to integer, string: event.items is declared as integer",
        "event.total == profile.country | 1:13 | '==' cannot be applied to number, string: event.total is declared as number, profile.country is declared as string",
        "true && event.gift == 1 | 1:20 | '==' cannot be applied to boolean, integer: event.gift is declared as boolean",
        "event.country in [1, 2] | 1:15 | 'in' cannot be applied to string, list(integer): event.country is declared as string",
        "3 in event.tags | 1:3 | 'in' cannot be applied to integer, list(string): event.tags is declared as list of string",
        "event.at < now() | 1:10 | '<' cannot be applied to string, moment: event.at is declared as timestamp",
        "journey.enteredAt > '2026-03-01' | 1:19 | '>' cannot be applied to moment, string: journey.enteredAt is declared as moment",
        "journey.key == event.total | 1:13 | '==' cannot be applied to string, number: journey.key is declared as string, event.total is declared as number",
        "event.lines.exists(l, l.sku > 3) | 1:29 | '>' cannot be applied to string, integer: l.sku is declared as string",
        "event.lines[1].price < 'x' | 1:22 | '<' cannot be applied to number, string: event.lines[1].price is declared as number",
        "event.tags.exists(t, t == 3) | 1:24 | '==' cannot be applied to string, integer",
        "event['country'] == 5 | 1:18 | '==' cannot be applied to string, integer: event.country is declared as string",
        "profile.scores.golf == 'x' | 1:21 | '==' cannot be applied to number, string: profile.scores.golf is declared as number",
        "event.tags == 'x' | 1:12 | '==' cannot be applied to list(string), string: event.tags is declared as list of string",
        "(has(event.items) ? event.items : 0) == 'x' | 1:38 | '==' cannot be applied to integer, string: event.items is declared as integer",
        "(has(event.items) ? event.items : 0) * 2.5 > 1.0 | 1:38 | '*' cannot be applied to integer, number: event.items is declared as integer",
        "(event.gift ? event.items : 0.5) + 1 > 1 | 1:13 | '? :' cannot be applied to boolean, integer, number: event.gift is declared as boolean, event.items is declared as integer",
        "event.items * 2.5 > 1.0 | 1:13 | '*' cannot be applied to integer, number: event.items is declared as integer",
        "event.total && true | 1:13 | '&&' cannot be applied to number, boolean: event.total is declared as number",
        "event.total | 1:1 | gives a whole number, but true or false is needed here",
        "event.country | 1:1 | gives a string, but true or false is needed here",
        "profile.contry == 'FR' | 1:8 | 'contry' is not declared for profile",
        "has(profile.contry) | 1:4 | 'contry' is not declared for profile",
        "profile.address.street == 'x' | 1:16 | 'street' is not declared for profile.address",
        "event.country.code == 'x' | 1:14 | event.country is declared as string, and has no 'code'",
      })
  void whatDoesNotFitIsRefusedWithPlaceAndBothTypes_A6(
      String source, String position, String message) {
    assertThat(check(source, ExpectedType.CONDITION))
        .isNotEmpty()
        .first()
        .satisfies(
            fault -> {
              assertThat(fault.message()).startsWith(message);
              assertThat(fault.line() + ":" + fault.column()).isEqualTo(position);
              assertThat(fault.remedy()).isNotNull();
            });
  }

  @Test
  void everythingWrongIsToldInTheOrderOfTheText_A6() {
    assertThat(check("event.country == 5 || profile.adress == 'x'", ExpectedType.CONDITION))
        .extracting(Fault::column)
        .containsExactly(15, 30);
  }

  @Test
  void aTextThatIsAMomentIsRecommendedToBeRead_A6() {
    assertThat(check("now() > event.at", ExpectedType.CONDITION))
        .extracting(Fault::remedy)
        .containsExactly("write timestamp(event.at)");
  }

  @ParameterizedTest
  @CsvSource({
    "event.total, NUMBER, true",
    "event.country, NUMBER, false",
    "event.total, TEXT, false",
    "event.at, MOMENT, true",
    "event.gift, KEY, false",
    "event.tags, KEY, true",
    "event.tags, SCALAR, false",
    "event.items, VALUE, true",
    "event.unknown, TEXT, true"
  })
  void whatIsGivenIsOfTheTypeThatIsNeeded_A6(String source, ExpectedType type, boolean fits) {
    assertThat(check(source, type).isEmpty()).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({
    "'''gold''', STRING, true",
    "5, STRING, false",
    "event.total, STRING, false",
    "event.total, INTEGER, true",
    "2.5, INTEGER, false",
    "2.5, NUMBER, true",
    "profile.points + 200, INTEGER, true",
    "event.gift ? profile.points : 0, INTEGER, true",
    "event.gift ? profile.points : 0.5, NUMBER, true",
    "event.gift ? profile.points : 0, STRING, false",
    "now(), TIMESTAMP, true",
    "now(), DATE, false",
    "event.gift, BOOLEAN, true",
    "event.unknown, BOOLEAN, true",
    "event.tags, ANY, true"
  })
  void whatIsKeptIsOfTheTypeThatIsDeclared_A6(String source, Scalar type, boolean fits) {
    List<Fault> faults = TypeCheck.checkFor("profile.tier", type, source, CONTEXT, TYPES);
    assertThat(faults.isEmpty()).isEqualTo(fits);
    assertThat(faults)
        .allSatisfy(
            fault ->
                assertThat(fault.message())
                    .contains("profile.tier is declared as " + type.label()));
  }
}
