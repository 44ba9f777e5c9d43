package dev.sojourn.benchmark.engine;

import dev.sojourn.engine.profile.ProfileStore;
import java.util.HashMap;
import java.util.Map;

/** One profile's state in memory. */
final class MemoryProfile implements ProfileStore {
  private byte[] hot;
  private byte[] attributes;
  private final Map<String, byte[]> contexts = new HashMap<>();
  private int writes;

  @Override
  public byte[] hot() {
    return hot;
  }

  @Override
  public void putHot(byte[] bytes) {
    hot = bytes;
    writes++;
  }

  @Override
  public byte[] attributes() {
    return attributes;
  }

  @Override
  public void putAttributes(byte[] bytes) {
    attributes = bytes;
  }

  @Override
  public byte[] context(String instance) {
    return contexts.get(instance);
  }

  @Override
  public void putContext(String instance, byte[] bytes) {
    if (bytes == null) {
      contexts.remove(instance);
    } else {
      contexts.put(instance, bytes);
    }
  }

  /** How often the hot section was written. */
  int writes() {
    return writes;
  }

  /** Size of the contexts of all instances. */
  int contextBytes() {
    return contexts.values().stream().mapToInt(context -> context.length).sum();
  }

  /** The same state, over and over: what is written is only looked at. */
  ProfileStore frozen() {
    return new Frozen(hot, attributes, Map.copyOf(contexts));
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Frozen(byte[] hot, byte[] attributes, Map<String, byte[]> contexts)
      implements ProfileStore {
    @Override
    public byte[] context(String instance) {
      return contexts.get(instance);
    }

    @Override
    public void putHot(byte[] bytes) {}

    @Override
    public void putAttributes(byte[] bytes) {}

    @Override
    public void putContext(String instance, byte[] bytes) {}
  }
}
