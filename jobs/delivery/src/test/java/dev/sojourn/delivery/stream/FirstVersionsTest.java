package dev.sojourn.delivery.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.delivery.definition.DefinitionChange;
import dev.sojourn.delivery.definition.DefinitionChange.Kind;
import org.junit.jupiter.api.Test;

/** Rule 9: these texts are in savepoints, and are read for good. */
class FirstVersionsTest {
  private static final DefinitionChange FIRST =
      DefinitionChange.version(Kind.CHANNEL, "email", 3, "{}");
  private static final String STORED =
      "Channel/email/3 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

  @Test
  void aVersionIsStoredAsItsKeyAndDigest() {
    FirstVersions versions = new FirstVersions();
    assertThat(versions.accepts(FIRST)).isTrue();
    assertThat(versions.stored()).containsExactly(STORED);
  }

  @Test
  void whatWasStoredIsKnownAgain() {
    FirstVersions versions = new FirstVersions();
    versions.restore(STORED);
    assertThat(versions.accepts(FIRST)).isTrue();
    assertThat(versions.accepts(DefinitionChange.version(Kind.CHANNEL, "email", 3, "{ }")))
        .isFalse();
    assertThat(versions.accepts(DefinitionChange.version(Kind.CHANNEL, "email", 4, "{ }")))
        .isTrue();
  }
}
