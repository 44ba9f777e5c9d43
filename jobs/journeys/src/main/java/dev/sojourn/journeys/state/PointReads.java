package dev.sojourn.journeys.state;

import java.util.Collection;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;

/**
 * Sets RocksDB up for what this job asks of it: one value at a time, by its whole key, of people in
 * no order. For most of them nothing has been written since the last flush, and without a filter
 * each read would look for them in the memtable first: a dozen comparisons, each with bytes that
 * the processor does not have at hand.
 *
 * <p>Everything else is as Flink's own options say.
 */
public final class PointReads implements RocksDBOptionsFactory {
  private static final long serialVersionUID = 1L;

  /**
   * Size of the filter as a share of a memtable's. Of 64 MB it makes 10 million bits, several dozen
   * for each of the values that it holds.
   */
  private static final double FILTER_SHARE = 0.02;

  @Override
  public DBOptions createDBOptions(DBOptions options, Collection<AutoCloseable> handlesToClose) {
    return options;
  }

  @Override
  public ColumnFamilyOptions createColumnOptions(
      ColumnFamilyOptions options, Collection<AutoCloseable> handlesToClose) {
    return options
        .setMemtableWholeKeyFiltering(true)
        .setMemtablePrefixBloomSizeRatio(FILTER_SHARE);
  }
}
