package dev.sojourn.delivery.operator;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;

/** The names of the states of which something is in a savepoint, timers among them. */
final class StateNames {
  private StateNames() {}

  static Set<String> of(OperatorSubtaskState savepoint) throws IOException {
    Set<String> names = new TreeSet<>();
    for (OperatorStateHandle handle : savepoint.getManagedOperatorState()) {
      names.addAll(handle.getStateNameToPartitionOffsets().keySet());
    }
    for (KeyedStateHandle handle : savepoint.getManagedKeyedState()) {
      try (InputStream in = ((KeyGroupsStateHandle) handle).openInputStream()) {
        KeyedBackendSerializationProxy<?> head =
            new KeyedBackendSerializationProxy<>(StateNames.class.getClassLoader());
        head.read(new DataInputViewStreamWrapper(new DataInputStream(in)));
        head.getStateMetaInfoSnapshots().stream()
            .map(StateMetaInfoSnapshot::getName)
            .forEach(names::add);
      }
    }
    return names;
  }
}
