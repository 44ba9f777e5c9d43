package dev.sojourn.journeys.profile;

import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;

/** Where an operator under test keeps its state. */
enum Backend {
  HEAP,
  ROCKSDB;

  StateBackend make() {
    return switch (this) {
      case HEAP -> new HashMapStateBackend();
      case ROCKSDB -> new EmbeddedRocksDBStateBackend(true);
    };
  }
}
