package dev.sojourn.benchmark.pipeline;

import dev.sojourn.local.embedded.EmbeddedBroker;
import dev.sojourn.local.embedded.EmbeddedRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A broker and a registry, over the files of a data set.
 *
 * <p>Normally in a JVM of their own, as in production: the job under test then shares neither heap
 * nor compiler threads with the broker, and a profile of its process holds nothing else. In this
 * process only where a start must be quick.
 */
public interface Services extends AutoCloseable {

  Endpoints endpoints();

  @Override
  void close();

  /** Those that run elsewhere; left running. */
  static Services outside(Endpoints endpoints) {
    return new Services() {
      @Override
      public Endpoints endpoints() {
        return endpoints;
      }

      @Override
      public void close() {}
    };
  }

  /** Starts both in this process. */
  static Services inProcess(Path directory) throws Exception {
    // The registry is a process of its own and takes its time.
    EmbeddedRegistry registry =
        EmbeddedRegistry.launch(Files.createDirectories(directory.resolve("registry")), 0);
    EmbeddedBroker broker =
        EmbeddedBroker.start(Files.createDirectories(directory.resolve("kafka")), 0);
    registry.awaitReady();
    Endpoints endpoints = new Endpoints(broker.bootstrapServers(), registry.url());
    return new Services() {
      @Override
      public Endpoints endpoints() {
        return endpoints;
      }

      @Override
      public void close() {
        registry.close();
        broker.close();
      }
    };
  }

  /** Starts both in a JVM of their own. */
  static Services inOwnProcess(Path directory) throws Exception {
    ChildJvm jvm =
        ChildJvm.start(
            ServicesProcess.class,
            directory.resolve("services.log"),
            "512m",
            java.util.List.of(directory.toString()));
    String[] told = jvm.awaitLine(ServicesProcess.READY).split(" ", -1);
    Endpoints endpoints = new Endpoints(told[1], URI.create(told[2]));
    return new Services() {
      @Override
      public Endpoints endpoints() {
        return endpoints;
      }

      @Override
      public void close() {
        jvm.close();
      }
    };
  }
}
