package dev.sojourn.cli.bulk;

import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.schemas.codec.UnreadableRecordException;

/** What can be wrong with a row. The codes that the jobs have too mean the same in both. */
public enum RowCode {
  /** The row has no profile key. */
  FIELD_MISSING(ErrorCode.FIELD_MISSING.code()),
  /** A cell is not of the type that its column is said to have. */
  VALUE_INVALID(ErrorCode.VALUE_INVALID.code()),
  /** The row's attributes alone are larger than a profile may be. */
  PROFILE_TOO_LARGE(ErrorCode.PROFILE_TOO_LARGE.code()),
  /** The row's text is not UTF-8, or holds a NUL. */
  BYTES_UNREADABLE(UnreadableRecordException.Code.BYTES_UNREADABLE.code()),
  /** Broken quoting, more or fewer columns than the header, no JSON object. */
  ROW_MALFORMED("row-malformed"),
  /** The row takes more bytes than a row may. */
  ROW_TOO_LARGE("row-too-large");

  /** Whoever wrote the file can mend it. */
  public static final ErrorCode.Category CATEGORY = ErrorCode.Category.INPUT;

  private final String code;

  RowCode(String code) {
    this.code = code;
  }

  /** The code as it stands in dead letters and files of rejects. */
  public String code() {
    return code;
  }
}
