package dev.sojourn.journeys.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.directory.Index;
import org.junit.jupiter.api.Test;

class EntryNameTest {
  @Test
  void aProfileKeyMayHoldWhatStandsBeforeAStay() {
    for (String profile : new String[] {"ann", "ann\nbell", "\n"}) {
      String member = EntryName.of(profile, "");
      assertThat(EntryName.profile(Index.PEOPLE, member)).isEqualTo(profile);
      assertThat(EntryName.profile(Index.audience("french"), member)).isEqualTo(profile);
      String stay = EntryName.of(profile, "0123abcd");
      assertThat(EntryName.profile(Index.journey("j", 1), stay)).isEqualTo(profile);
    }
  }
}
