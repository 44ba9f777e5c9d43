package dev.sojourn.simulator;

import dev.sojourn.engine.profile.ProfileStore;
import java.util.HashMap;
import java.util.Map;

/** One profile's state in memory. */
public final class MemoryStore implements ProfileStore {
  private final Map<String, byte[]> contexts = new HashMap<>();
  private byte[] hot;
  private byte[] attributes;

  @Override
  public byte[] hot() {
    return hot;
  }

  @Override
  public void putHot(byte[] bytes) {
    hot = bytes;
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
}
