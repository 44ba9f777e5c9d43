package dev.sojourn.simulator.story;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** A test case: what is given, what happens, and what must be so. */
public final class Case {
  private final String name;
  private final Place place;
  private final Given given;
  private final List<Act> story;

  /**
   * What is so before the story begins.
   *
   * @param start ms since the epoch
   * @param zone of local times
   * @param people what is known of each, by profile key
   * @param documents versions and states that are not the newest, live ones
   * @param outcomes what becomes of requests
   * @param story what has happened before
   */
  record Given(
      long start,
      ZoneId zone,
      Map<String, Act.Update> people,
      List<Act.Publish> documents,
      List<Act.Outcome> outcomes,
      List<Act> story) {}

  Case(String name, Place place, Given given, List<Act> story) {
    this.name = name;
    this.place = place;
    this.given = given;
    this.story = List.copyOf(story);
  }

  /** Unique in its document. */
  public String name() {
    return name;
  }

  /** Where it begins. */
  public Place place() {
    return place;
  }

  Given given() {
    return given;
  }

  List<Act> story() {
    return story;
  }
}
