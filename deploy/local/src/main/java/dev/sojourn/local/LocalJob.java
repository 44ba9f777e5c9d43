package dev.sojourn.local;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job to run here.
 *
 * @param name what people call it
 * @param id fixed for good: its checkpoints lie under it
 * @param topology builds the job
 */
record LocalJob(String name, JobID id, Consumer<StreamExecutionEnvironment> topology) {
  /** Label of the journeys job. */
  static final String JOURNEYS = "sojourn-journeys";

  /**
   * @param label 16 characters of ASCII that are the id
   */
  static LocalJob of(String name, String label, Consumer<StreamExecutionEnvironment> topology) {
    return new LocalJob(name, id(label), topology);
  }

  static JobID id(String label) {
    return new JobID(label.getBytes(StandardCharsets.US_ASCII));
  }
}
