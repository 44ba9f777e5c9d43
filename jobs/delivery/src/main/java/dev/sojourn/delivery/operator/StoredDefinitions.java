package dev.sojourn.delivery.operator;

import dev.sojourn.delivery.definition.DefinitionChange;
import dev.sojourn.delivery.definition.DefinitionFormat;
import dev.sojourn.delivery.definition.LiveDefinitions;
import dev.sojourn.delivery.definition.SpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the definitions in state, and the live ones in accord with it. A version is kept under its
 * key, and so is the pointer by which a version is live; a newer one whose version is not known is
 * kept beside it, under {@link #NEWEST}, until its version comes.
 */
final class StoredDefinitions {

  static final MapStateDescriptor<String, byte[]> STATE =
      new MapStateDescriptor<>(
          "definitions", StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);

  /** Ends the key of the second pointer; no version ends so. */
  private static final String NEWEST = "/newest";

  private static final Logger LOG = LoggerFactory.getLogger(StoredDefinitions.class);

  private final BroadcastState<String, byte[]> state;
  private final LiveDefinitions live;

  StoredDefinitions(BroadcastState<String, byte[]> state, LiveDefinitions live) {
    this.state = state;
    this.live = live;
  }

  /** Applies what an earlier life has kept: versions, then pointers, the newest last. */
  void restore() throws Exception {
    List<DefinitionChange> pointers = new ArrayList<>();
    List<DefinitionChange> newest = new ArrayList<>();
    for (Map.Entry<String, byte[]> stored : state.entries()) {
      DefinitionChange change = DefinitionFormat.fromBytes(stored.getValue());
      if (change.document().isPresent()) {
        apply(change);
      } else if (stored.getKey().endsWith(NEWEST)) {
        newest.add(change);
      } else {
        pointers.add(change);
      }
    }
    pointers.forEach(this::apply);
    newest.forEach(this::apply);
  }

  /** Applies a change and keeps it. */
  void change(DefinitionChange change) throws Exception {
    if (!apply(change)) {
      return;
    }
    if (change.document().isPresent()) {
      state.put(change.key(), DefinitionFormat.toBytes(change));
    }
    List<DefinitionChange> pointers = live.pointers(change.kind(), change.name());
    if (pointers.isEmpty()) {
      return;
    }
    String key = pointers.get(0).key();
    state.put(key, DefinitionFormat.toBytes(pointers.get(0)));
    if (pointers.size() > 1) {
      state.put(key + NEWEST, DefinitionFormat.toBytes(pointers.get(1)));
    } else {
      state.remove(key + NEWEST);
    }
  }

  /**
   * What the intake let through can be used, unless an earlier release of this job did: then it is
   * as if it were not published. False if nothing has changed.
   */
  private boolean apply(DefinitionChange change) {
    try {
      return live.apply(change);
    } catch (SpecException unusable) {
      LOG.error("definition={} unusable=\"{}\"", change.key(), unusable.getMessage());
      return false;
    }
  }
}
