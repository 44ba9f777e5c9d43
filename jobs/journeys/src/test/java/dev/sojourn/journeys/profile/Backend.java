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
      // Not incremental: that needs a coordinator to keep files between checkpoints. The job's own
      // test has one.
      case ROCKSDB -> new EmbeddedRocksDBStateBackend(false);
    };
  }
}
