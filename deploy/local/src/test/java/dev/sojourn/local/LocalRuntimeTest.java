package dev.sojourn.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.configuration.MemorySize;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRuntimeTest {
  @TempDir Path data;

  @Test
  void itServesUntilItIsClosedAndGoesOnWithItsData() throws Exception {
    AtomicReference<Endpoints> before = new AtomicReference<>();
    try (LocalRuntime runtime = LocalRuntime.start(options().build(), before::set)) {
      Endpoints endpoints = runtime.endpoints();

      assertThat(before.get()).isEqualTo(endpoints);
      assertThat(Endpoints.find(data)).contains(endpoints);
      assertThat(runtime.end()).isNotDone();
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", endpoints.bootstrap()))) {
        assertThat(admin.listTopics().names().get()).contains("sojourn.signals");
      }
      assertThatThrownBy(() -> LocalRuntime.start(options().build(), at -> {}))
          .isInstanceOf(LocalStartException.class)
          .hasMessageContaining("another instance");
    }
    assertThat(Endpoints.find(data)).isEmpty();

    // Another number of partitions would move people to other logs.
    assertThatThrownBy(() -> LocalRuntime.start(options().partitions(5).build(), at -> {}))
        .isInstanceOf(LocalStartException.class)
        .hasMessageContaining("sojourn.signals has 3 partitions");
  }

  @Test
  void aTakenPortIsToldWithTheOptionThatStatesAnother() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      LocalOptions options = options().ports(taken.getLocalPort(), 0, 0).build();

      assertThatThrownBy(() -> LocalRuntime.start(options, at -> {}))
          .isInstanceOf(LocalStartException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("--kafka-port");
    }
    DataDirectory.lock(data).close();
  }

  @Test
  void aSettingThatNoJobKnowsIsToldBeforeAnythingStarts() {
    LocalOptions options = options().jobs(Map.of("sink.garantee", "exactly-once")).build();

    assertThatThrownBy(() -> LocalRuntime.start(options, at -> {}))
        .isInstanceOf(LocalStartException.class)
        .hasMessageContaining("sink.garantee");
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void whatTheCallerThrowsBeforeTheJobsEndsTheStartAndIsPassedOn() {
    IllegalStateException own = new IllegalStateException("the caller's own");

    assertThatThrownBy(
            () ->
                LocalRuntime.start(
                    options().build(),
                    at -> {
                      throw own;
                    }))
        .isSameAs(own);
    DataDirectory.lock(data).close();
  }

  private LocalOptions.Builder options() {
    return LocalOptions.on(data)
        .ports(0, 0, 0)
        .partitions(3)
        .parallelism(1)
        .managedMemory(MemorySize.ofMebiBytes(64));
  }
}
