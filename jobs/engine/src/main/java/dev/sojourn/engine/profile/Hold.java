package dev.sojourn.engine.profile;

import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;

/**
 * Why an instance is held at the step at which it stands (S8, V1). When it is next looked at is the
 * instance's {@link Instance#due}.
 *
 * @param reason the latest
 * @param since when the step was first held at this visit, for whatever reason; its age (P7)
 * @param until when the latest reason ends at the latest; {@link Instance#NEVER} if that is not
 *     known
 * @param deadline when it stops to wait for a place under caps; {@link Instance#NEVER} if it never
 *     had to (P6)
 */
public record Hold(Reason reason, long since, long until, long deadline) {

  /** What holds a person at a step. */
  public enum Reason {
    /** Quiet hours (P5). */
    QUIET_HOURS(1, "quiet-hours"),
    /** No place under the caps (P6). */
    CAPPED(2, "capped"),
    /** Others may want the last place (P7). */
    COMPETING(3, "competing"),
    /** The journey is paused (V1). */
    PAUSED(4, "paused");

    /** As it is stored; never reused for another. */
    private final int code;

    private final String label;

    Reason(int code, String label) {
      this.code = code;
      this.label = label;
    }

    /** As it stands in step records. */
    public String label() {
      return label;
    }

    private static Reason ofCode(int code) {
      for (Reason reason : values()) {
        if (reason.code == code) {
          return reason;
        }
      }
      throw new IllegalStateException("stored bytes are broken: a hold for reason " + code);
    }
  }

  /**
   * Writes one byte for no hold, some ten bytes for one.
   *
   * @param hold null for none
   */
  static void write(Hold hold, ByteWriter out, long base) {
    if (hold == null) {
      out.u8(0);
      return;
    }
    out.u8(hold.reason.code);
    out.zigzag(hold.since - base);
    writeMoment(out, hold.until, hold.since);
    writeMoment(out, hold.deadline, hold.since);
  }

  /** Null for none. */
  static Hold read(ByteReader in, long base) {
    int code = in.u8();
    if (code == 0) {
      return null;
    }
    long since = base + in.zigzag();
    return new Hold(Reason.ofCode(code), since, readMoment(in, since), readMoment(in, since));
  }

  private static void writeMoment(ByteWriter out, long moment, long since) {
    out.varint(moment == Instance.NEVER ? 0 : 1 + moment - since);
  }

  private static long readMoment(ByteReader in, long since) {
    long stored = in.varint();
    return stored == 0 ? Instance.NEVER : since + stored - 1;
  }
}
