package dev.sojourn.delivery.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.connector.ConnectorFactory.Escaping;
import dev.sojourn.connector.ConnectorFactory.Part;
import dev.sojourn.delivery.definition.TemplateSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompiledTemplateTest {

  private static final Map<String, Object> DATA =
      Map.of(
          "profile",
          Map.of("firstName", "Zoë <b>\"&'", "empty", "", "vip", true, "points", 7L, "rate", 2.5),
          "journey",
          Map.of(
              "event",
              Map.of(
                  "items",
                  List.of(
                      Map.of("name", "shoe", "price", 10L), Map.of("name", "hat", "price", 5L)))));

  @Test
  void escapesAsThePartNeedsIt() throws Exception {
    String text = "{{profile.firstName}}";
    assertThat(render(Escaping.NONE, text)).isEqualTo("Zoë <b>\"&'");
    assertThat(render(Escaping.HTML, text)).isEqualTo("Zoë &lt;b&gt;&quot;&amp;&#x27;");
    assertThat(render(Escaping.JSON, "\"{{profile.firstName}}\"")).isEqualTo("\"Zoë <b>\\\"&'\"");
  }

  @Test
  void jsonEscapingContainsControlCharactersAndBackslashes() throws Exception {
    assertThat(render(Escaping.JSON, "{{x}}", Map.of("x", "a\n\\\"\u0000\u2028")))
        .isEqualTo("a\\n\\\\\\\"\\u0000\u2028");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{#each journey.event.items}}{{name}}={{price}};{{/each}} | shoe=10;hat=5;",
        "{{#if profile.vip}}yes{{else}}no{{/if}} | yes",
        "{{#if profile.missing}}yes{{else}}no{{/if}} | no",
        "{{default profile.missing 'friend'}} | friend",
        "{{default profile.empty 'friend'}} | friend",
        "{{default profile.points 'friend'}} | 7",
        "{{default nowhere.at.all 'x'}} | x",
        "{{profile.points}} {{profile.rate}} | 7 2.5",
        "{{json profile.points}} {{json profile.missing}} | 7 null",
        "{{journey.event.items.[1].name}} | hat",
        "{{#unless profile.missing}}none{{/unless}} | none",
        "{{#with profile}}{{points}}{{/with}} | 7"
      })
  void renders(String template, String expected) throws Exception {
    assertThat(render(Escaping.NONE, template)).isEqualTo(expected);
  }

  @Test
  void jsonHelperWritesListsAndObjects() throws Exception {
    assertThat(render(Escaping.JSON, "{{json journey.event.items.[1].name}}")).isEqualTo("\"hat\"");
    assertThat(render(Escaping.HTML, "{{json list}}", Map.of("list", List.of(1L, "a"))))
        .isEqualTo("[1,\"a\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{profile.missing}}",
        "{{{profile.missing}}}",
        "{{nowhere}}",
        "{{nowhere.at.all}}",
        "{{#each journey.event.items}}{{colour}}{{/each}}",
        "{{profile.firstName.length}}",
        "{{profile.firstName.bytes}}",
        "{{profile.class}}",
        "{{journey.event.items.[7].name}}"
      })
  void missingValueFailsWithItsName_D9(String template) {
    assertThatThrownBy(() -> render(Escaping.NONE, template))
        .isInstanceOf(RenderException.class)
        .hasMessageContaining("hello/3")
        .hasMessageContaining("part 'text'")
        .hasMessageContaining("default");
  }

  @Test
  void nullIsMissing_D9() {
    Map<String, Object> data = new HashMap<>();
    data.put("x", null);
    assertThatThrownBy(() -> render(Escaping.NONE, "{{x}}", data))
        .isInstanceOf(RenderException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{#if x}}",
        "{{",
        "{{/each}}",
        "{{#each}}{{/if}}",
        "{{> ../../secret}}",
        "{{> x}}"
      })
  void whatIsNotATemplateFails_D9(String template) {
    assertThatThrownBy(() -> render(Escaping.NONE, template, Map.of("x", "y")))
        .isInstanceOf(RenderException.class);
  }

  @Test
  void templateThatIncludesItselfFails() {
    assertThatThrownBy(() -> render(Escaping.NONE, "{{#*inline \"a\"}}{{> a}}{{/inline}}{{> a}}"))
        .isInstanceOf(RenderException.class);
  }

  @Test
  void templateThatGrowsWithoutEndFails() {
    Object[] many = new Object[300];
    Arrays.fill(many, "0123456789");
    Map<String, Object> data = Map.of("a", List.of(many));
    String loops = "{{#each a}}{{#each ../a}}{{#each ../../a}}{{this}}{{/each}}{{/each}}{{/each}}";
    assertThatThrownBy(() -> render(Escaping.NONE, loops, data))
        .isInstanceOf(RenderException.class)
        .hasMessageContaining("longer");
  }

  @Test
  void messageOfAFailureShowsNoValue() {
    assertThatThrownBy(
            () -> render(Escaping.NONE, "{{x}}{{y}}", Map.of("x", "customer@example.org")))
        .hasMessageNotContaining("customer@example.org");
  }

  @Test
  void requiredPartMustBeThereAndUnknownPartsAreLeftAside() throws Exception {
    TemplateSpec spec = new TemplateSpec("hello", 3, Map.of("text", "a", "other", "{{broken"));
    List<Part> parts =
        List.of(new Part("text", true, Escaping.NONE), new Part("html", false, Escaping.HTML));
    assertThat(CompiledTemplate.of(spec, parts).render(Map.of())).containsOnlyKeys("text");
    assertThatThrownBy(
            () -> CompiledTemplate.of(spec, List.of(new Part("subject", true, Escaping.NONE))))
        .hasMessageContaining("subject");
  }

  private static String render(Escaping escaping, String text) throws RenderException {
    return render(escaping, text, DATA);
  }

  private static String render(Escaping escaping, String text, Map<String, Object> data)
      throws RenderException {
    TemplateSpec spec = new TemplateSpec("hello", 3, Map.of("text", text));
    return CompiledTemplate.of(spec, List.of(new Part("text", true, escaping)))
        .render(data)
        .get("text");
  }
}
