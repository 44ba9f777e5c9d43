package dev.sojourn.delivery.secret;

import dev.sojourn.connector.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets from the worker's environment and files: {@code ${env:NAME}}, {@code
 * ${file:/run/secrets/token}}. Files are read at each use, so that a changed one is seen at once;
 * their last line break does not count.
 */
public final class WorkerSecrets implements Secrets {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]*)}");
  private static final int LONGEST = 64 * 1024;

  private final Map<String, String> environment;

  /**
   * @param environment normally {@link System#getenv()}
   */
  public WorkerSecrets(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public String resolve(String text) {
    if (!text.contains("${")) {
      return text;
    }
    Matcher matcher = REFERENCE.matcher(text);
    StringBuilder resolved = new StringBuilder();
    while (matcher.find()) {
      String secret = matcher.group(1).equals("env") ? variable(matcher) : file(matcher);
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(secret));
    }
    return matcher.appendTail(resolved).toString();
  }

  private String variable(Matcher reference) {
    String value = environment.get(reference.group(2));
    if (value == null) {
      throw new MissingSecretException(reference.group());
    }
    return value;
  }

  private static String file(Matcher reference) {
    try (InputStream in = Files.newInputStream(Path.of(reference.group(2)))) {
      String content = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
      return content.replaceFirst("\\R$", "");
    } catch (IOException | InvalidPathException unreadable) {
      throw new MissingSecretException(reference.group());
    }
  }
}
