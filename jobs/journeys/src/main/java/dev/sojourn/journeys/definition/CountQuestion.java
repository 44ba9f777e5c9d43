package dev.sojourn.journeys.definition;

import dev.sojourn.engine.directory.Index;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Somebody wants to know how many there are.
 *
 * @param id no other question has it
 * @param subject of what
 * @param name of the audience or journey; empty for people
 * @param versions of the journey; empty for anything else
 * @param bySteps whether to tell of a journey's stays at which step they rest
 * @param logTime when it was asked, ms since the epoch
 */
public record CountQuestion(
    String id,
    Subject subject,
    String name,
    List<Integer> versions,
    boolean bySteps,
    long logTime) {

  /** What can be counted. */
  public enum Subject {
    PEOPLE,
    AUDIENCE,
    JOURNEY
  }

  /** One that does not ask for steps. */
  public CountQuestion(
      String id, Subject subject, String name, List<Integer> versions, long logTime) {
    this(id, subject, name, versions, false, logTime);
  }

  public CountQuestion {
    versions = List.copyOf(versions);
  }

  /** The indexes of the directory to count, by version; 0 where there are no versions. */
  public Map<Integer, String> indexes() {
    return switch (subject) {
      case PEOPLE -> Map.of(0, Index.PEOPLE);
      case AUDIENCE -> Map.of(0, Index.audience(name));
      case JOURNEY -> {
        Map<Integer, String> indexes = new LinkedHashMap<>();
        versions.forEach(version -> indexes.put(version, Index.journey(name, version)));
        yield indexes;
      }
    };
  }
}
