package dev.sojourn.delivery.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.delivery.definition.DefinitionChange.Kind;
import dev.sojourn.delivery.definition.DefinitionChange.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveDefinitionsTest {

  private final LiveDefinitions definitions = new LiveDefinitions();

  @Test
  void pointerSaysWhichVersionIsLive_V2() throws Exception {
    definitions.apply(DefinitionChange.version(Kind.TEMPLATE, "t", 1, template("one")));
    assertThat(definitions.template("t")).isEmpty();
    definitions.apply(DefinitionChange.pointer(Kind.TEMPLATE, "t", 1, Standing.USABLE));
    assertThat(definitions.template("t").orElseThrow().parts()).containsEntry("body", "one");

    definitions.apply(DefinitionChange.version(Kind.TEMPLATE, "t", 2, template("two")));
    assertThat(definitions.template("t").orElseThrow().version()).isEqualTo(1);
    definitions.apply(DefinitionChange.pointer(Kind.TEMPLATE, "t", 2, Standing.USABLE));
    assertThat(definitions.template("t").orElseThrow().version()).isEqualTo(2);
    assertThat(definitions.template("t", 1).orElseThrow().parts()).containsEntry("body", "one");
    assertThat(definitions.template("t", 3)).isEmpty();
  }

  @Test
  void pointerMayComeBeforeItsVersion() throws Exception {
    definitions.apply(DefinitionChange.pointer(Kind.CHANNEL, "c", 1, Standing.USABLE));
    assertThat(definitions.channel("c")).isEmpty();
    definitions.apply(
        DefinitionChange.version(
            Kind.CHANNEL, "c", 1, "{\"spec\": {\"connector\": {\"type\": \"x\"}}}"));
    assertThat(definitions.channel("c")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "live, USABLE",
    "closed, USABLE",
    "finished, USABLE",
    "paused, PAUSED",
    "stopped, ABSENT",
    "deleted, ABSENT",
    "draft, ABSENT",
    "something-new, ABSENT"
  })
  void stateMeans(String state, Standing standing) {
    assertThat(Standing.ofState(state)).isEqualTo(standing);
  }

  @Test
  void documentThatCannotBeUsedChangesNothing() throws Exception {
    definitions.apply(DefinitionChange.version(Kind.TEMPLATE, "t", 1, template("one")));
    definitions.apply(DefinitionChange.pointer(Kind.TEMPLATE, "t", 1, Standing.USABLE));
    assertThatThrownBy(
            () ->
                definitions.apply(
                    DefinitionChange.version(
                        Kind.TEMPLATE, "t", 1, "{\"spec\": {\"parts\": {\"body\": 1}}}")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("spec.parts.body");
    assertThat(definitions.template("t")).isPresent();
  }

  @Test
  void pointerToAVersionThatIsNotKnownKeepsTheOneBeforeIt() throws Exception {
    DefinitionChange one = DefinitionChange.pointer(Kind.CHANNEL, "c", 1, Standing.USABLE);
    DefinitionChange two = DefinitionChange.pointer(Kind.CHANNEL, "c", 2, Standing.USABLE);
    definitions.apply(DefinitionChange.version(Kind.CHANNEL, "c", 1, channel("first")));
    definitions.apply(one);
    definitions.apply(two);
    assertThat(definitions.channel("c").orElseThrow().connectorType()).isEqualTo("first");
    assertThat(definitions.isBehind("c")).isTrue();
    assertThat(definitions.pointers(Kind.CHANNEL, "c")).containsExactly(one, two);

    definitions.apply(DefinitionChange.version(Kind.CHANNEL, "c", 2, channel("second")));
    assertThat(definitions.channel("c").orElseThrow().connectorType()).isEqualTo("second");
    assertThat(definitions.isBehind("c")).isFalse();
    assertThat(definitions.pointers(Kind.CHANNEL, "c")).containsExactly(two);
  }

  @Test
  void whatIsAbsentDoesNotComeBackByAPointerToAVersionThatIsNotKnown() throws Exception {
    definitions.apply(DefinitionChange.version(Kind.CHANNEL, "c", 1, channel("x")));
    definitions.apply(DefinitionChange.pointer(Kind.CHANNEL, "c", 1, Standing.USABLE));
    definitions.apply(DefinitionChange.pointer(Kind.CHANNEL, "c", 2, Standing.PAUSED));
    assertThat(definitions.isPaused("c")).isTrue();
    definitions.apply(DefinitionChange.pointer(Kind.CHANNEL, "c", 1, Standing.ABSENT));
    definitions.apply(DefinitionChange.pointer(Kind.CHANNEL, "c", 2, Standing.USABLE));
    assertThat(definitions.channel("c")).isEmpty();
  }

  @Test
  void firstContentOfAVersionStands_O2() throws Exception {
    definitions.apply(DefinitionChange.pointer(Kind.TEMPLATE, "t", 1, Standing.USABLE));
    assertThat(definitions.apply(DefinitionChange.version(Kind.TEMPLATE, "t", 1, template("one"))))
        .isTrue();
    assertThat(
            definitions.apply(DefinitionChange.version(Kind.TEMPLATE, "t", 1, template("other"))))
        .isFalse();
    assertThat(definitions.template("t").orElseThrow().parts()).containsEntry("body", "one");
  }

  private static String channel(String type) {
    return "{\"spec\": {\"connector\": {\"type\": \"" + type + "\"}}}";
  }

  private static String template(String body) {
    return "{\"spec\": {\"parts\": {\"body\": \"" + body + "\"}}}";
  }
}
