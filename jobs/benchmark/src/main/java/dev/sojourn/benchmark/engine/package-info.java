/** How long the engine takes over one event, by itself: no Flink, no broker, no RocksDB. */
package dev.sojourn.benchmark.engine;
