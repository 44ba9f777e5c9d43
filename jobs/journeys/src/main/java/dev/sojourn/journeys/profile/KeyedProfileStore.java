package dev.sojourn.journeys.profile;

import dev.sojourn.engine.profile.ProfileStore;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;

/**
 * The current key's state, for one call of the engine at a time. Reads each section at most once
 * and keeps what is written until {@link #commit}, so that a call which fails leaves nothing half
 * done and one which changes nothing writes nothing.
 *
 * <p>Kept, in the engine's own versioned formats, for as long as the engine does: {@code hot} and
 * {@code attributes} per profile, {@code contexts} per profile and instance.
 */
final class KeyedProfileStore implements ProfileStore {
  private final ValueState<byte[]> hotState;
  private final ValueState<byte[]> attributesState;
  private final MapState<String, byte[]> contextState;

  private final Section hot = new Section();
  private final Section attributes = new Section();
  private final Map<String, Section> contexts = new HashMap<>();

  KeyedProfileStore(
      ValueState<byte[]> hotState,
      ValueState<byte[]> attributesState,
      MapState<String, byte[]> contextState) {
    this.hotState = hotState;
    this.attributesState = attributesState;
    this.contextState = contextState;
  }

  /** The store over an operator's state. */
  static KeyedProfileStore in(KeyedStateStore store) {
    return new KeyedProfileStore(
        store.getState(ProfileSections.hot()),
        store.getState(ProfileSections.attributes()),
        store.getMapState(
            new MapStateDescriptor<>(
                "contexts", StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE)));
  }

  @Override
  public byte[] hot() {
    return hot.read(hotState::value);
  }

  @Override
  public void putHot(byte[] bytes) {
    hot.write(bytes);
  }

  @Override
  public byte[] attributes() {
    return attributes.read(attributesState::value);
  }

  @Override
  public void putAttributes(byte[] bytes) {
    attributes.write(bytes);
  }

  @Override
  public byte[] context(String instance) {
    return contextOf(instance).read(() -> contextState.get(instance));
  }

  @Override
  public void putContext(String instance, byte[] bytes) {
    contextOf(instance).write(bytes);
  }

  private Section contextOf(String instance) {
    return contexts.computeIfAbsent(instance, i -> new Section());
  }

  /**
   * Writes what the call has changed, and forgets the key.
   *
   * @throws StateUnavailableException if the state cannot be written
   */
  void commit() {
    try {
      if (hot.isChanged()) {
        hotState.update(hot.value);
      }
      if (attributes.isChanged()) {
        attributesState.update(attributes.value);
      }
      for (Map.Entry<String, Section> context : contexts.entrySet()) {
        if (context.getValue().isChanged()) {
          write(context.getKey(), context.getValue().value);
        }
      }
    } catch (Exception e) {
      throw new StateUnavailableException(e);
    }
    discard();
  }

  private void write(String instance, byte[] bytes) throws Exception {
    if (bytes == null) {
      contextState.remove(instance);
    } else {
      contextState.put(instance, bytes);
    }
  }

  /** Forgets the key and what the call wanted to change. */
  void discard() {
    hot.forget();
    attributes.forget();
    if (!contexts.isEmpty()) {
      contexts.clear();
    }
  }

  /** Reads from Flink's state. */
  @FunctionalInterface
  private interface Read {
    byte[] value() throws Exception;
  }

  /** What is known of one section during a call. A null value is an absent one. */
  private static final class Section {
    private boolean known;
    private boolean read;
    private byte[] stored;
    private byte[] value;

    byte[] read(Read state) {
      if (!known) {
        try {
          stored = state.value();
        } catch (Exception e) {
          throw new StateUnavailableException(e);
        }
        value = stored;
        read = true;
        known = true;
      }
      return value;
    }

    void write(byte[] bytes) {
      value = bytes;
      known = true;
    }

    /** Whether there is something to write: what was never read must be written to be sure. */
    boolean isChanged() {
      return known && (read ? !Arrays.equals(stored, value) : true);
    }

    void forget() {
      known = false;
      read = false;
      stored = null;
      value = null;
    }
  }
}
