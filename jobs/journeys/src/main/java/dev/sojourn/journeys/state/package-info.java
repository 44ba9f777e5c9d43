/** How RocksDB keeps the job's state. */
package dev.sojourn.journeys.state;
