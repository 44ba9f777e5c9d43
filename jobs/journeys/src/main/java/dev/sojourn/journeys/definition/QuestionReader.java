package dev.sojourn.journeys.definition;

import dev.sojourn.avro.CountRequest;
import dev.sojourn.engine.definition.DefinitionException;
import java.util.HashSet;

/** From requests for counts on the definitions topic to questions that can be answered. */
final class QuestionReader {
  /** A question about more versions would hold up others. */
  static final int MOST_VERSIONS = 100;

  private static final int LONGEST_ID = 100;

  private QuestionReader() {}

  /**
   * @throws DefinitionException if it cannot be answered
   */
  static CountQuestion read(CountRequest request, String key, long logTime) {
    CountQuestion.Subject subject = subject(request.getKind());
    boolean isNamed = subject != CountQuestion.Subject.PEOPLE;
    DefinitionReader.require(
        !request.getId().isEmpty() && request.getId().length() <= LONGEST_ID,
        "The id of a count has 1 to %d characters.".formatted(LONGEST_ID));
    DefinitionReader.require(
        isNamed ? DefinitionReader.isName(request.getName()) : request.getName().isEmpty(),
        "A count of an audience or a journey needs its name, a count of people has none.");
    boolean isJourney = subject == CountQuestion.Subject.JOURNEY;
    int versions = request.getVersions().size();
    DefinitionReader.require(
        isJourney ? versions >= 1 && versions <= MOST_VERSIONS : versions == 0,
        "A count of a journey names 1 to %d versions, other counts none.".formatted(MOST_VERSIONS));
    DefinitionReader.require(
        new HashSet<>(request.getVersions()).size() == versions
            && request.getVersions().stream().allMatch(version -> version >= 1),
        "The versions are numbers from 1, each once.");
    DefinitionReader.require(
        isJourney || !request.getBySteps(), "Only the stays in a journey are counted by step.");
    // The log is compacted by key: a wrong one could make a document vanish.
    String own = "count/" + request.getKind() + (isNamed ? "/" + request.getName() : "");
    DefinitionReader.require(
        key.equals(own), "The record's key is \"%s\" and must be \"%s\".".formatted(key, own));
    return new CountQuestion(
        request.getId(),
        subject,
        request.getName(),
        request.getVersions(),
        request.getBySteps(),
        logTime);
  }

  private static CountQuestion.Subject subject(String kind) {
    return switch (kind) {
      case "people" -> CountQuestion.Subject.PEOPLE;
      case "audience" -> CountQuestion.Subject.AUDIENCE;
      case "journey" -> CountQuestion.Subject.JOURNEY;
      default ->
          throw DefinitionReader.refusal(
              "People, an audience or a journey can be counted, not \"" + kind + "\".");
    };
  }
}
