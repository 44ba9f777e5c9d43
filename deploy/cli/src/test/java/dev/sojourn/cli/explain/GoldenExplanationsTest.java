package dev.sojourn.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole explanations, to the letter. Writes them anew with {@code -Dsojourn.golden.write=true}:
 * read the differences before they are committed.
 */
class GoldenExplanationsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/sojourn/cli/explain/golden");

  private static final Map<String, Supplier<Explanation>> EXPLANATIONS =
      Map.of(
          "carts", () -> Stories.carts().explained(600),
          "carts-journey", () -> Stories.carts().explained(600).onlyJourney("cart-recovery"),
          "carts-request", () -> Stories.carts().explained(600).onlyRequest("9f31"),
          "carts-why-not", () -> Stories.carts().explained(600).whyNot("cart-recovery"),
          "silence", () -> Stories.silence().explained(1200),
          "silence-why-not", () -> Stories.silence().explained(1200).whyNot("cart-recovery"),
          "events-only", () -> Stories.eventsOnly().explained(60),
          "events-only-why-not", () -> Stories.eventsOnly().explained(60).whyNot("cart-recovery"),
          "nobody", () -> new Log().read(-100, "journey-steps").explained(60));

  static java.util.Set<String> names() {
    return EXPLANATIONS.keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void theTextIsAsRecorded(String name) throws IOException {
    String text = String.join("\n", EXPLANATIONS.get(name).get().toLines()) + "\n";

    assertThat(text).isEqualTo(golden(name + ".txt", text));
  }

  @ParameterizedTest
  @MethodSource("names")
  void theJsonIsAsRecorded(String name) throws IOException {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    String json = mapper.writeValueAsString(EXPLANATIONS.get(name).get().toJson()) + "\n";

    assertThat(json).isEqualTo(golden(name + ".json", json));
  }

  private static String golden(String file, String now) throws IOException {
    if (Boolean.getBoolean("sojourn.golden.write")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(GOLDEN.resolve(file), now);
    }
    return Files.readString(GOLDEN.resolve(file));
  }
}
