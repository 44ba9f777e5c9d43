package dev.sojourn.engine.profile;

import dev.sojourn.engine.profile.SentMessage.Origin;
import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The places that a person's messages take under the frequency caps (P6), in the order in which
 * they were taken. What they are for, and so which are kept and for how long, the contact policies
 * say.
 *
 * <p>Unpacked when asked for: few signals concern them, and what has not been unpacked is written
 * again as it was read. Stored form since version 2: how many bytes follow; if any, the origins
 * (medium, topic, class, journey, step), each once, and for each message the hash of its request,
 * the number of its origin with a bit for reserved, and its time as the difference to that of the
 * one before. Some ten bytes a message.
 */
public final class SentMessages {
  private List<SentMessage> messages = new ArrayList<>();

  /** Where they lie while packed; null once unpacked. */
  private byte[] packed;

  private int packedFrom;
  private int packedTo;

  /** Not to be changed by the caller. */
  public List<SentMessage> all() {
    unpack();
    return Collections.unmodifiableList(messages);
  }

  public void add(SentMessage message) {
    unpack();
    messages.add(message);
  }

  /** Puts another in the place of one. */
  public void set(int index, SentMessage message) {
    unpack();
    messages.set(index, message);
  }

  public void remove(int index) {
    unpack();
    messages.remove(index);
  }

  private void unpack() {
    if (packed == null) {
      return;
    }
    ByteReader in = new ByteReader(packed, packedFrom);
    int size = in.count();
    List<Origin> origins = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      origins.add(new Origin(in.text(), in.text(), in.u8() == 1, in.text(), in.text()));
    }
    size = in.count();
    List<SentMessage> unpacked = new ArrayList<>(size + 1);
    long before = 0;
    for (int i = 0; i < size; i++) {
      long request = in.u48();
      int origin = in.int32();
      if (origin >>> 1 >= origins.size()) {
        throw new IllegalStateException("stored bytes are broken: a message without origin");
      }
      before += in.zigzag();
      unpacked.add(new SentMessage(request, origins.get(origin >>> 1), (origin & 1) != 0, before));
    }
    messages = unpacked;
    packed = null;
  }

  void write(ByteWriter out) {
    if (packed != null) {
      out.varint(packedTo - packedFrom);
      out.raw(packed, packedFrom, packedTo - packedFrom);
      return;
    }
    if (messages.isEmpty()) {
      out.varint(0);
      return;
    }
    ByteWriter body = new ByteWriter(64 + 12 * messages.size());
    writeBody(body);
    out.blob(body.toBytes());
  }

  private void writeBody(ByteWriter out) {
    Map<Origin, Integer> origins = new LinkedHashMap<>();
    for (SentMessage message : messages) {
      origins.putIfAbsent(message.origin(), origins.size());
    }
    out.varint(origins.size());
    for (Origin origin : origins.keySet()) {
      out.text(origin.medium());
      out.text(origin.topic());
      out.u8(origin.transactional() ? 1 : 0);
      out.text(origin.journey());
      out.text(origin.step());
    }
    out.varint(messages.size());
    long before = 0;
    for (SentMessage message : messages) {
      out.u48(message.request());
      out.varint((long) origins.get(message.origin()) << 1 | (message.reserved() ? 1 : 0));
      out.zigzag(message.at() - before);
      before = message.at();
    }
  }

  /**
   * @param format version of the form in which it was written
   */
  static SentMessages read(ByteReader in, long base, int format) {
    SentMessages sent = new SentMessages();
    int size = in.count();
    if (format > 1) {
      if (size > 0) {
        sent.packed = in.bytes();
        sent.packedFrom = in.position();
        in.skip(size);
        sent.packedTo = in.position();
      }
      return sent;
    }
    for (int i = 0; i < size; i++) {
      long request = in.u48();
      String medium = in.text();
      String topic = in.text();
      int flags = in.u8();
      sent.messages.add(
          new SentMessage(
              request,
              new Origin(medium, topic, (flags & 1) != 0, "", ""),
              (flags & 2) != 0,
              base + in.zigzag()));
    }
    return sent;
  }
}
