package dev.sojourn.benchmark.pipeline;

import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.registry.CachingSchemaRegistry;
import dev.sojourn.schemas.registry.HttpSchemaRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Decodes a signal, reads and writes one value of 200 bytes, lets every tenth signal through. */
final class BareFunction
    extends KeyedProcessFunction<String, Tuple2<String, byte[]>, Tuple2<String, byte[]>> {
  private static final long serialVersionUID = 1L;
  private static final int VALUE_BYTES = 200;
  private static final int OUTPUT_EVERY = 10;

  private final String registry;

  private transient RecordDecoder decoder;
  private transient ValueState<byte[]> state;
  private transient long signals;

  BareFunction(String registry) {
    this.registry = registry;
  }

  @Override
  public void open(OpenContext context) {
    decoder =
        new RecordDecoder(new CachingSchemaRegistry(new HttpSchemaRegistry(URI.create(registry))));
    state =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("value", BytePrimitiveArraySerializer.INSTANCE));
  }

  @Override
  public void processElement(
      Tuple2<String, byte[]> keyed, Context context, Collector<Tuple2<String, byte[]>> out)
      throws Exception {
    SpecificRecord record = decoder.decode(keyed.f1);
    byte[] before = state.value();
    ByteBuffer value = ByteBuffer.wrap(before == null ? new byte[VALUE_BYTES] : before.clone());
    value.putLong(0, value.getLong(0) + 1);
    if (record instanceof CustomerEvent event) {
      value.putLong(Long.BYTES, event.getOccurredAt().toEpochMilli());
      value.putInt(2 * Long.BYTES, event.getType().hashCode());
    }
    state.update(value.array());
    if (++signals % OUTPUT_EVERY == 0) {
      out.collect(keyed);
    }
  }
}
