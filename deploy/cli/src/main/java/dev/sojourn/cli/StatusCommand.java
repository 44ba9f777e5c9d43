package dev.sojourn.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.cli.connection.Connection;
import dev.sojourn.cli.connection.ConnectionOptions;
import dev.sojourn.cli.output.OutputOptions;
import dev.sojourn.cli.output.Table;
import dev.sojourn.cli.status.FlinkRest;
import dev.sojourn.cli.status.JobStatus;
import dev.sojourn.cli.status.TopicStatus;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sojourn status}. */
@Command(
    name = "status",
    description = {
      "Show how the jobs and the topics are doing.",
      "",
      "FRONTIER is how far behind now the job's log time is: up to there everything has been handled, and every wait that was due has ended."
    },
    footer = {
      "",
      "Examples:",
      "  sojourn status",
      "  sojourn status --json | jq .jobs",
      "",
      "Exit codes: 0 all jobs run, 1 some do not, 3 broker or Flink cannot be reached."
    })
final class StatusCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connecting;
  @Mixin private OutputOptions output;

  @Option(
      names = "--flink",
      paramLabel = "URL",
      description = "Flink's REST API; default: the local instance's, and with --bootstrap none.")
  private URI flink;

  @Override
  public Integer call() {
    Connection connection = connecting.connection();
    connection.admin().close();
    Optional<URI> rest = Optional.ofNullable(flink).or(connection::ui);
    List<JobStatus> jobs = rest.map(base -> new FlinkRest(base).jobs()).orElse(List.of());
    List<TopicStatus> topics = TopicStatus.all(connection);
    Instant now = Instant.now();
    if (output.json()) {
      spec.commandLine().getOut().println(json(jobs, topics, now));
    } else {
      print(jobs, topics, now);
    }
    spec.commandLine().getOut().flush();
    return jobs.stream().allMatch(JobStatus::isRunning) ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private void print(List<JobStatus> jobs, List<TopicStatus> topics, Instant now) {
    PrintWriter out = spec.commandLine().getOut();
    if (!jobs.isEmpty()) {
      Table table = new Table("JOB", "STATE", "TASKS", "RESTARTS", "CHECKPOINT", "FRONTIER");
      for (JobStatus job : jobs) {
        table.row(
            job.name(),
            job.state(),
            job.runningTasks() + "/" + job.tasks(),
            job.restarts(),
            job.checkpoint().map(at -> seconds(at, now) + " ago").orElse("none yet"),
            job.frontier().map(at -> seconds(at, now) + " behind").orElse("-"));
      }
      table.print(out);
      out.println();
    }
    Table table = new Table("TOPIC", "PARTITIONS", "RECORDS");
    topics.forEach(topic -> table.row(topic.topic(), topic.partitions(), topic.records()));
    table.print(out);
  }

  private static String seconds(Instant then, Instant now) {
    return String.format(Locale.ROOT, "%.1f s", millis(then, now) / 1_000.0);
  }

  private static long millis(Instant then, Instant now) {
    return Math.max(0, Duration.between(then, now).toMillis());
  }

  private static ObjectNode json(List<JobStatus> jobs, List<TopicStatus> topics, Instant now) {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode jobArray = json.putArray("jobs");
    for (JobStatus job : jobs) {
      ObjectNode object =
          jobArray
              .addObject()
              .put("name", job.name())
              .put("state", job.state())
              .put("runningTasks", job.runningTasks())
              .put("tasks", job.tasks())
              .put("restarts", job.restarts());
      job.checkpoint().ifPresent(at -> object.put("checkpointAgeMs", millis(at, now)));
      job.frontier().ifPresent(at -> object.put("frontierLagMs", millis(at, now)));
    }
    ArrayNode topicArray = json.putArray("topics");
    topics.forEach(
        topic ->
            topicArray
                .addObject()
                .put("topic", topic.topic())
                .put("partitions", topic.partitions())
                .put("records", topic.records()));
    return json;
  }
}
