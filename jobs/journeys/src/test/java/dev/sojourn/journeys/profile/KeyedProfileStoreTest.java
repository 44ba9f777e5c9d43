package dev.sojourn.journeys.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.junit.jupiter.api.Test;

/** One read and one write of a section at most, since each costs microseconds. */
class KeyedProfileStoreTest {
  private final List<String> calls = new ArrayList<>();
  private final Recorded hot = new Recorded("hot");
  private final Recorded attributes = new Recorded("attributes");
  private final RecordedMap contexts = new RecordedMap();
  private final KeyedProfileStore store = new KeyedProfileStore(hot, attributes, contexts);

  @Test
  void aSectionIsReadOnceAndOnlyIfAskedFor() {
    hot.value = new byte[] {1};
    assertThat(store.hot()).containsExactly(1);
    assertThat(store.hot()).containsExactly(1);
    assertThat(store.context("i")).isNull();
    assertThat(store.context("i")).isNull();
    assertThat(calls).containsExactly("read hot", "read context i");
  }

  @Test
  void nothingIsWrittenBeforeTheCallHasSucceeded() {
    store.putHot(new byte[] {1});
    store.putAttributes(new byte[] {2});
    store.putContext("i", new byte[] {3});
    assertThat(calls).isEmpty();
    assertThat(store.hot()).containsExactly(1);
    store.commit();
    assertThat(calls).containsExactly("write hot", "write attributes", "write context i");
  }

  @Test
  void whatHasNotChangedIsNotWritten() {
    hot.value = new byte[] {1};
    attributes.value = new byte[] {2};
    store.putHot(store.hot().clone());
    store.attributes();
    store.commit();
    assertThat(calls).containsExactly("read hot", "read attributes");
  }

  @Test
  void aFailedCallLeavesNothing() {
    hot.value = new byte[] {1};
    store.putHot(new byte[] {9});
    store.putContext("i", new byte[] {9});
    store.discard();
    store.commit();
    assertThat(store.hot()).containsExactly(1);
    assertThat(store.context("i")).isNull();
  }

  @Test
  void nullRemoves() {
    hot.value = new byte[] {1};
    contexts.values.put("i", new byte[] {2});
    store.putHot(null);
    store.putContext("i", null);
    store.commit();
    assertThat(hot.value).isNull();
    assertThat(contexts.values).isEmpty();
  }

  @Test
  void afterACommitTheNextKeyIsReadAnew() {
    hot.value = new byte[] {1};
    store.hot();
    store.commit();
    hot.value = new byte[] {2};
    assertThat(store.hot()).containsExactly(2);
  }

  @Test
  void aStateThatCannotBeReadIsNobodysInput() {
    hot.broken = true;
    assertThatThrownBy(store::hot).isInstanceOf(StateUnavailableException.class);
  }

  private final class Recorded implements ValueState<byte[]> {
    private final String name;
    private byte[] value;
    private boolean broken;

    Recorded(String name) {
      this.name = name;
    }

    @Override
    public byte[] value() throws IOException {
      if (broken) {
        throw new IOException("The disk is gone.");
      }
      calls.add("read " + name);
      return value;
    }

    @Override
    public void update(byte[] bytes) {
      calls.add("write " + name);
      value = bytes;
    }

    @Override
    public void clear() {
      value = null;
    }
  }

  private final class RecordedMap implements MapState<String, byte[]> {
    private final Map<String, byte[]> values = new HashMap<>();

    @Override
    public byte[] get(String key) {
      calls.add("read context " + key);
      return values.get(key);
    }

    @Override
    public void put(String key, byte[] value) {
      calls.add("write context " + key);
      values.put(key, value);
    }

    @Override
    public void putAll(Map<String, byte[]> map) {
      values.putAll(map);
    }

    @Override
    public void remove(String key) {
      values.remove(key);
    }

    @Override
    public boolean contains(String key) {
      return values.containsKey(key);
    }

    @Override
    public Iterable<Map.Entry<String, byte[]>> entries() {
      return values.entrySet();
    }

    @Override
    public Iterable<String> keys() {
      return values.keySet();
    }

    @Override
    public Iterable<byte[]> values() {
      return values.values();
    }

    @Override
    public Iterator<Map.Entry<String, byte[]>> iterator() {
      return values.entrySet().iterator();
    }

    @Override
    public boolean isEmpty() {
      return values.isEmpty();
    }

    @Override
    public void clear() {
      values.clear();
    }
  }
}
