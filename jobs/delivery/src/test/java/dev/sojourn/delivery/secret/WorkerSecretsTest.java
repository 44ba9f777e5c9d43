package dev.sojourn.delivery.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.connector.Secrets.MissingSecretException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerSecretsTest {

  private final WorkerSecrets secrets = new WorkerSecrets(Map.of("TOKEN", "a$1\\b"));

  @TempDir Path directory;

  @Test
  void environmentAndFilesAreFilledIn_D11() throws Exception {
    Path file = directory.resolve("key");
    Files.writeString(file, "s3cret\n");
    assertThat(secrets.resolve("x ${env:TOKEN} ${file:" + file + "} y"))
        .isEqualTo("x a$1\\b s3cret y");
    assertThat(secrets.resolve("plain $ {text}")).isEqualTo("plain $ {text}");
  }

  @Test
  void changedFileIsSeenAtOnce_D11() throws Exception {
    Path file = directory.resolve("key");
    Files.writeString(file, "old");
    assertThat(secrets.resolve("${file:" + file + "}")).isEqualTo("old");
    Files.writeString(file, "new");
    assertThat(secrets.resolve("${file:" + file + "}")).isEqualTo("new");
  }

  @Test
  void missingSecretIsNamed_D11() {
    assertThatThrownBy(() -> secrets.resolve("${env:NOWHERE}"))
        .isInstanceOf(MissingSecretException.class)
        .hasMessageContaining("${env:NOWHERE}");
    assertThatThrownBy(() -> secrets.resolve("${file:/no/such/file}"))
        .isInstanceOf(MissingSecretException.class);
    assertThatThrownBy(() -> secrets.resolve("${file:}"))
        .isInstanceOf(MissingSecretException.class);
  }
}
