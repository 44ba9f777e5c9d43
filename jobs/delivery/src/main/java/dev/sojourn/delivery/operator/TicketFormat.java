package dev.sojourn.delivery.operator;

import dev.sojourn.delivery.channel.Ticket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The stored form of a queued request's ticket; its id is the key under which it is stored.
 *
 * <pre>
 *   byte    version of the form, 3
 *   byte    flags: 1 transactional, 2 dry, 4 recalled, 8 a last code follows at the end
 *   int     priority
 *   long    due at
 *   long    expires at
 *   long    not before
 *   int     attempts
 *   byte    how many quiet periods follow; from here to the last code not in version 1
 *   long    of each: from
 *   long    of each: to
 *   UTF     journey, as {@link java.io.DataOutput#writeUTF} has it; not in versions 1 and 2
 *   bytes   last code, UTF-8, to the end
 * </pre>
 */
final class TicketFormat {

  private static final int VERSION = 3;
  private static final int OLDEST = 1;
  private static final int FIRST_WITH_QUIET = 2;
  private static final int FIRST_WITH_JOURNEY = 3;
  private static final int TRANSACTIONAL = 1;
  private static final int DRY = 2;
  private static final int RECALLED = 4;
  private static final int LAST_CODE = 8;

  private TicketFormat() {}

  static byte[] write(Ticket ticket) {
    int flags =
        (ticket.transactional() ? TRANSACTIONAL : 0)
            | (ticket.dry() ? DRY : 0)
            | (ticket.recalled() ? RECALLED : 0)
            | (ticket.lastCode().isPresent() ? LAST_CODE : 0);
    DataOutputSerializer out = new DataOutputSerializer(64);
    try {
      out.writeByte(VERSION);
      out.writeByte(flags);
      out.writeInt(ticket.priority());
      out.writeLong(ticket.dueAt());
      out.writeLong(ticket.expiresAt());
      out.writeLong(ticket.notBefore());
      out.writeInt(ticket.attempts());
      out.writeByte(ticket.quiet().size());
      for (Ticket.Quiet quiet : ticket.quiet()) {
        out.writeLong(quiet.from());
        out.writeLong(quiet.to());
      }
      out.writeUTF(ticket.journey());
      if (ticket.lastCode().isPresent()) {
        out.write(ticket.lastCode().get().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException impossible) {
      throw new IllegalStateException("writing to memory", impossible);
    }
    return out.getCopyOfBuffer();
  }

  static Ticket read(String id, byte[] bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    int version = in.readByte();
    if (version < OLDEST || version > VERSION) {
      throw new IOException("a ticket in form " + version + ", which is newer than this release");
    }
    int flags = in.readByte();
    int priority = in.readInt();
    long dueAt = in.readLong();
    long expiresAt = in.readLong();
    long notBefore = in.readLong();
    int attempts = in.readInt();
    List<Ticket.Quiet> quiet = new ArrayList<>();
    for (int left = version < FIRST_WITH_QUIET ? 0 : in.readUnsignedByte(); left > 0; left--) {
      quiet.add(new Ticket.Quiet(in.readLong(), in.readLong()));
    }
    String journey = version < FIRST_WITH_JOURNEY ? "" : in.readUTF();
    Optional<String> lastCode = Optional.empty();
    if ((flags & LAST_CODE) != 0) {
      byte[] code = new byte[in.available()];
      in.readFully(code);
      lastCode = Optional.of(new String(code, StandardCharsets.UTF_8));
    }
    return new Ticket(
        id,
        (flags & TRANSACTIONAL) != 0,
        priority,
        dueAt,
        expiresAt,
        (flags & DRY) != 0,
        notBefore,
        attempts,
        (flags & RECALLED) != 0,
        lastCode,
        quiet,
        journey);
  }
}
