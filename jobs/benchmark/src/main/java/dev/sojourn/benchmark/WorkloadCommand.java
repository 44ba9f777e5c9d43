package dev.sojourn.benchmark;

import dev.sojourn.benchmark.engine.WorkloadShape;
import dev.sojourn.benchmark.workload.KeyChoice;
import dev.sojourn.benchmark.workload.PublishedDocument;
import dev.sojourn.benchmark.workload.ShopDefinitions;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the workload is. */
@Command(
    name = "workload",
    description = "Tells what the workload's events do to its people, or prints its definitions.",
    mixinStandardHelpOptions = true)
final class WorkloadCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--definitions", description = "Print the definitions as YAML.")
  private boolean definitions;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (definitions) {
      out.print(String.join("---\n", ShopDefinitions.documents()));
    } else {
      out.println(PublishedDocument.all().size() + " documents");
      for (KeyChoice keys : KeyChoice.values()) {
        out.println(
            keys.name().toLowerCase(java.util.Locale.ROOT)
                + " keys, in percent of the events: "
                + WorkloadShape.measure(keys, 20_000, 300_000, 2_000));
      }
    }
    out.flush();
    return 0;
  }
}
