package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.Audience;
import dev.sojourn.engine.definition.EventMatcher;
import java.util.List;

/** All live audiences, compiled together: leaves shared, indexed by event type. Immutable. */
public final class AudienceProgram {
  private AudienceProgram() {}

  public static AudienceProgram of(List<Audience> audiences) {
    return new AudienceProgram();
  }

  public boolean isMadeOf(List<Audience> audiences) {
    return false;
  }

  public List<EventMatcher> matchers() {
    return List.of();
  }

  public int[] leavesOf(String eventType) {
    return new int[0];
  }
}
