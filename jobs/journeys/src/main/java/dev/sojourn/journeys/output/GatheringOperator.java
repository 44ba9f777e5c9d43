package dev.sojourn.journeys.output;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Lets outputs wait for each other a few milliseconds, and passes them on at one go. A Kafka
 * producer wakes its sending thread for each batch that it begins, and spread over the partitions
 * of several topics nearly every output begins one: gathered, they share the waking, and a request
 * to the broker.
 *
 * <p>Nothing waits over a checkpoint: what is here goes to the sink before the barrier does, which
 * has it written before the checkpoint is complete.
 */
final class GatheringOperator extends AbstractStreamOperator<Output>
    implements OneInputStreamOperator<Output, Output> {
  private static final long serialVersionUID = 1L;

  /** A bound on what waits, by number. */
  static final int MOST = 1_000;

  private final long linger;
  private transient List<StreamRecord<Output>> waiting = new ArrayList<>();
  private transient boolean timed;

  /**
   * @param linger ms; 0 to pass everything on at once
   */
  GatheringOperator(StreamOperatorParameters<Output> parameters, long linger) {
    super(parameters);
    this.linger = linger;
  }

  @Override
  public void processElement(StreamRecord<Output> output) {
    if (linger == 0) {
      this.output.collect(output);
      return;
    }
    // The record is its sender's to use again.
    waiting.add(output.copy(output.getValue()));
    if (waiting.size() >= MOST) {
      passOn();
    } else if (!timed) {
      timed = true;
      getProcessingTimeService()
          .registerTimer(
              getProcessingTimeService().getCurrentProcessingTime() + linger,
              at -> {
                timed = false;
                passOn();
              });
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    passOn();
  }

  @Override
  public void finish() {
    passOn();
  }

  private void passOn() {
    for (StreamRecord<Output> output : waiting) {
      this.output.collect(output);
    }
    waiting.clear();
  }
}
