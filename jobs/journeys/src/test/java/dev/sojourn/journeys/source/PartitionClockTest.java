package dev.sojourn.journeys.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.junit.jupiter.api.Test;

/** Rule 3: the log is the clock, and it never steps back. */
class PartitionClockTest {

  private static final class Elements implements ListState<byte[]> {
    final List<byte[]> all = new ArrayList<>();

    @Override
    public void update(List<byte[]> values) {
      all.clear();
      all.addAll(values);
    }

    @Override
    public void addAll(List<byte[]> values) {
      all.addAll(values);
    }

    @Override
    public Iterable<byte[]> get() {
      return List.copyOf(all);
    }

    @Override
    public void add(byte[] value) {
      all.add(value);
    }

    @Override
    public void clear() {
      all.clear();
    }
  }

  @Test
  void timeStandsStillWhileTheBrokersClockIsBack() throws Exception {
    PartitionClock clock = PartitionClock.over(new Elements());
    assertThat(clock.advance(3, 100)).isEqualTo(100);
    assertThat(clock.advance(3, 90)).isEqualTo(100);
    assertThat(clock.advance(3, 101)).isEqualTo(101);
    assertThat(clock.advance(0, 50)).as("another partition").isEqualTo(50);
  }

  @Test
  void aRecordWithoutLogTimeDoesNotMoveIt() throws Exception {
    PartitionClock clock = PartitionClock.over(new Elements());
    clock.advance(0, 100);
    assertThat(clock.advance(0, LogRecord.NO_LOG_TIME)).isEqualTo(100);
  }

  @Test
  void ofSeveralSubtasksMemoriesTheLatestCounts() throws Exception {
    Elements state = new Elements();
    PartitionClock first = PartitionClock.over(state);
    first.advance(0, 100);
    first.advance(1, 70);
    first.snapshot();
    Elements otherState = new Elements();
    PartitionClock other = PartitionClock.over(otherState);
    other.advance(1, 200);
    other.snapshot();
    Elements union = new Elements();
    union.addAll(state.all);
    union.addAll(otherState.all);

    PartitionClock clock = PartitionClock.over(union);

    assertThat(clock.advance(0, 1)).isEqualTo(100);
    assertThat(clock.advance(1, 1)).isEqualTo(200);
    assertThat(clock.advance(2, 1)).isEqualTo(1);
  }

  @Test
  void format1() throws Exception {
    Elements state = new Elements();
    PartitionClock clock = PartitionClock.over(state);
    clock.advance(2, 0x0102030405060708L);
    clock.snapshot();
    assertThat(state.all)
        .singleElement()
        .isEqualTo(new byte[] {1, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8});
  }

  @Test
  void aNewerFormatIsRefused() {
    Elements state = new Elements();
    state.add(ByteBuffer.allocate(1).put((byte) 9).array());
    assertThatThrownBy(() -> PartitionClock.over(state)).hasMessageContaining("newer build");
  }
}
