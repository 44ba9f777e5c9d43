package dev.sojourn.engine.definition.document;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateNamesTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      value = {
        "Hello {{profile.firstName}} -> profile/firstName",
        "{{ profile.a }}{{{journey.event.b}}}{{&profile.c}} -> profile/a journey/event/b profile/c",
        "{{firstName}} {{profiles.a}} {{my.profile.a}} -> ``",
        "{{#if profile.vip}}x{{else if journey.key}}y{{/if}} -> profile/vip journey/key",
        "{{#unless profile.vip}}x{{^}}y{{/unless}} -> profile/vip",
        "{{#profile.vip}}x{{/profile.vip}} -> profile/vip",
        "{{#each journey.event.lines as |line|}}{{line.sku}}{{../profile.x}}{{/each}} -> journey/event/lines profile/x",
        "{{#with profile}}{{firstName}}{{/with}} -> profile",
        "{{helper profile.a 'profile.b' \"profile.c\" x=profile.d y=(inner profile.e)}} -> profile/a profile/d profile/e",
        "{{profile.[last order].total}} {{profile/a/b}} -> profile/last order/total profile/a/b",
        "{{@root.profile.a}} {{this.profile.b}} {{./profile.c}} -> profile/a profile/b profile/c",
        "{{! profile.a }}{{!-- {{profile.b}} --}}{{profile.c}} -> profile/c",
        "{{~profile.a~}} -> profile/a",
        "\\{{profile.a}} {{profile.b}} -> profile/b",
        "{{}} {{{}}} {{ }} -> ``",
        "{{profile.lines.[0].sku}} {{profile.lines.0.sku}} -> profile/lines/0/sku profile/lines/0/sku",
      })
  void namesAreAllPathsInsideTags(String text, String names) {
    assertThat(
            TemplateNames.in(text).names().stream()
                .map(name -> String.join("/", name.path()))
                .collect(joining(" ")))
        .isEqualTo(names);
  }

  @Test
  void aTagThatDoesNotEndIsTold() {
    assertThat(TemplateNames.in("Hello {{profile.a}} {{profile.b").unclosed()).hasValue(20);
    assertThat(TemplateNames.in("{{!-- profile.b }}").unclosed()).hasValue(0);
    assertThat(TemplateNames.in("{{{profile.b}}").unclosed()).hasValue(0);
    assertThat(TemplateNames.in("a }} b").unclosed()).isEmpty();
  }

  @Test
  @Timeout(60)
  void hostileTextsCostNoMoreThanTheirLength() {
    assertThat(TemplateNames.in("{{" + "a".repeat(200_000) + "}}").names()).isEmpty();
    assertThat(TemplateNames.in("{{" + "[a]".repeat(60_000) + "}}").names()).isEmpty();
    assertThat(TemplateNames.in("{{a}}".repeat(40_000)).names()).isEmpty();
    assertThat(TemplateNames.in("{".repeat(200_000)).unclosed()).isPresent();
  }
}
