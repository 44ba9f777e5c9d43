package dev.sojourn.delivery.definition;

import dev.sojourn.delivery.definition.DefinitionChange.Kind;
import dev.sojourn.delivery.definition.DefinitionChange.Standing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The stored form of a definition, in state and between operators.
 *
 * <pre>
 *   byte    version of the form, 1
 *   byte    0 channel, 1 template
 *   utf     name
 *   int     version of the document
 *   byte    standing of a pointer: 0 absent, 1 usable, 2 paused
 *   int     length of the document in bytes, -1 for a pointer
 *   bytes   the document, UTF-8
 * </pre>
 */
public final class DefinitionFormat {

  private static final int VERSION = 1;

  private DefinitionFormat() {}

  /** As it is kept in state. */
  public static byte[] toBytes(DefinitionChange change) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(change, new DataOutputStream(bytes));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** What {@link #toBytes} gave, now or in an earlier release. */
  public static DefinitionChange fromBytes(byte[] bytes) throws IOException {
    return read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  /** Writes it behind what was written before. */
  public static void write(DefinitionChange change, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeByte(
        switch (change.kind()) {
          case CHANNEL -> 0;
          case TEMPLATE -> 1;
        });
    out.writeUTF(change.name());
    out.writeInt(change.version());
    out.writeByte(
        switch (change.standing()) {
          case ABSENT -> 0;
          case USABLE -> 1;
          case PAUSED -> 2;
        });
    if (change.document().isEmpty()) {
      out.writeInt(-1);
    } else {
      byte[] document = change.document().get().getBytes(StandardCharsets.UTF_8);
      out.writeInt(document.length);
      out.write(document);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static DefinitionChange read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException(
          "a definition in form " + version + ", which is newer than this release");
    }
    Kind kind = in.readByte() == 0 ? Kind.CHANNEL : Kind.TEMPLATE;
    String name = in.readUTF();
    int documentVersion = in.readInt();
    Standing standing =
        switch (in.readByte()) {
          case 1 -> Standing.USABLE;
          case 2 -> Standing.PAUSED;
          default -> Standing.ABSENT;
        };
    int length = in.readInt();
    if (length < 0) {
      return new DefinitionChange(kind, name, documentVersion, Optional.empty(), standing);
    }
    byte[] document = new byte[length];
    in.readFully(document);
    return new DefinitionChange(
        kind,
        name,
        documentVersion,
        Optional.of(new String(document, StandardCharsets.UTF_8)),
        standing);
  }
}
