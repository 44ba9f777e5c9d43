package dev.sojourn.journeys.signal;

import dev.sojourn.engine.expression.SlotLayout;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import dev.sojourn.schemas.codec.WriterSchema;
import java.io.IOException;
import java.util.Map;
import java.util.WeakHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/** Reads customer events by hand: see the package. Not thread-safe. */
final class EventReader {
  // Positions of the fields in the contract.
  static final int TYPE = 0;
  static final int ID = 1;
  static final int OCCURRED_AT = 2;
  static final int PROPERTIES = 3;
  static final int HOPS = 4;

  private static final Object[] NO_SLOTS = new Object[0];

  private final EventTypes types = new EventTypes();
  private final PropertyReader properties = new PropertyReader();
  private final Utf8 type = new Utf8();

  /**
   * Layouts have no equality but identity, and are forgotten with the definitions that they were
   * made for.
   */
  private final Map<SlotLayout, PropertyNames> names = new WeakHashMap<>();

  /** The type, without what comes after it. */
  Peek peek(WriterSchema schema, byte[] value) {
    try {
      Decoder in = schema.start(value);
      for (Schema.Field field : schema.fields()) {
        if (field.pos() == TYPE) {
          return types.peek(in.readString(type));
        }
        skip(field, schema, in);
      }
      throw new IllegalStateException("The contract of events has lost its type.");
    } catch (UnreadableRecordException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw UnreadableRecordException.bytes(schema.fullName(), e);
    }
  }

  /** The event, with the layout's slots filled. */
  CustomerEvent read(WriterSchema schema, byte[] value, SlotLayout layout) {
    try {
      return readOne(schema, value, layout);
    } catch (UnreadableRecordException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Avro answers broken bytes with exceptions of many kinds.
      throw UnreadableRecordException.bytes(schema.fullName(), e);
    }
  }

  private CustomerEvent readOne(WriterSchema schema, byte[] value, SlotLayout layout)
      throws IOException {
    String eventType = "";
    String id = "";
    long occurredAt = 0;
    int hops = 0;
    Object[] slots = layout.size() == 0 ? NO_SLOTS : new Object[layout.size()];
    Decoder in = schema.start(value);
    for (Schema.Field field : schema.fields()) {
      switch (field.pos()) {
        case TYPE -> eventType = types.peek(in.readString(type)).type();
        case ID -> id = in.readString();
        case OCCURRED_AT -> occurredAt = in.readLong();
        case PROPERTIES -> readProperties(schema, in, layout, slots);
        case HOPS -> hops = in.readInt();
        default -> throw unknown(field);
      }
    }
    schema.finish();
    Checks.present(eventType, "type");
    Checks.present(id, "id");
    Checks.instant(occurredAt, "occurredAt");
    Checks.notNegative(hops, "hops");
    return new CustomerEvent(
        eventType, id, occurredAt, hops, layout, slots, () -> allProperties(schema, value));
  }

  private void readProperties(WriterSchema schema, Decoder in, SlotLayout layout, Object[] slots)
      throws IOException {
    properties.reset(schema, in);
    if (slots.length == 0) {
      properties.skipAll();
      return;
    }
    PropertyNames wanted = names.get(layout);
    if (wanted == null) {
      wanted = PropertyNames.of(layout);
      names.put(layout, wanted);
    }
    properties.read(wanted, slots);
  }

  private Map<String, Object> allProperties(WriterSchema schema, byte[] value) {
    try {
      Decoder in = schema.start(value);
      for (Schema.Field field : schema.fields()) {
        if (field.pos() == PROPERTIES) {
          properties.reset(schema, in);
          return properties.readAll();
        }
        skip(field, schema, in);
      }
      throw new IllegalStateException("The contract of events has lost its properties.");
    } catch (IOException e) {
      throw UnreadableRecordException.bytes(schema.fullName(), e);
    }
  }

  private void skip(Schema.Field field, WriterSchema schema, Decoder in) throws IOException {
    switch (field.pos()) {
      case TYPE, ID -> in.skipString();
      case OCCURRED_AT -> in.readLong();
      case PROPERTIES -> {
        properties.reset(schema, in);
        properties.skipAll();
      }
      case HOPS -> in.readInt();
      default -> throw unknown(field);
    }
  }

  private static IllegalStateException unknown(Schema.Field field) {
    return new IllegalStateException("Nothing reads the event's field " + field.name() + ".");
  }
}
