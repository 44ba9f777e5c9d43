package dev.sojourn.systemtest.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A broker in a process of its own, which can be halted as if the network to it were cut. */
public final class BrokerProcess implements AutoCloseable {
  static final String READY = "ready ";

  private final Child child;
  private final String bootstrapServers;

  private BrokerProcess(Child child, String bootstrapServers) {
    this.child = child;
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts it and returns when it serves. */
  public static BrokerProcess start(Path directory) {
    Child child =
        new Child(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerMain.class.getName(),
                directory.toString(),
                Integer.toString(Ports.free())),
            Map.of(),
            directory.resolveSibling(directory.getFileName() + ".stderr"),
            line -> line.startsWith(READY));
    String line = child.awaitLine(Duration.ofMinutes(1));
    return new BrokerProcess(child, line.substring(READY.length()));
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** From now on it answers nobody, though its connections stay. */
  public void halt() {
    signal("STOP");
  }

  /** It goes on where it was halted. */
  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(child.pid())).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("kill -" + name + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    child.close();
  }
}
