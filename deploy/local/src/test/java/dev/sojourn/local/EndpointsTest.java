package dev.sojourn.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsTest {
  @TempDir Path data;

  @Test
  void whatIsWrittenIsFound() {
    Endpoints endpoints = of(ProcessHandle.current().pid());

    endpoints.write(data.resolve(Endpoints.FILE));

    assertThat(Endpoints.find(data)).contains(endpoints);
  }

  @Test
  void anInstanceThatWasKilledIsNotFound() {
    of(Long.MAX_VALUE).write(data.resolve(Endpoints.FILE));

    assertThat(Endpoints.find(data)).isEmpty();
  }

  @Test
  void nothingIsFoundWhereNothingRan() {
    assertThat(Endpoints.find(data)).isEmpty();
  }

  private static Endpoints of(long pid) {
    return new Endpoints(
        "127.0.0.1:9092",
        URI.create("http://127.0.0.1:8081/apis/ccompat/v7"),
        URI.create("http://127.0.0.1:8082"),
        "sojourn.",
        pid);
  }
}
