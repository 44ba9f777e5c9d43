package dev.sojourn.cli.explain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines with their moments, in columns: when, how long after the beginning, where, what. */
final class Timeline {
  private static final String NO_TIME = " ".repeat(19);

  private final Moments moments;
  private final Optional<Instant> beginning;
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(String at, String after, String where, String what, List<String> notes) {}

  /**
   * @param beginning from which lengths of time count; empty: they are left out
   */
  Timeline(Moments moments, Optional<Instant> beginning) {
    this.moments = moments;
    this.beginning = beginning;
  }

  /**
   * @param where empty for none
   * @param notes lines of their own below it
   */
  void add(Instant at, String where, String what, List<String> notes) {
    add(Optional.of(at), where, what, notes);
  }

  /** As above, where the moment may not be known. */
  void add(Optional<Instant> at, String where, String what, List<String> notes) {
    entries.add(
        new Entry(
            at.map(moments::at).orElse(NO_TIME),
            at.flatMap(this::after).orElse(""),
            where,
            what,
            notes));
  }

  private Optional<String> after(Instant at) {
    return beginning
        .map(from -> Duration.between(from, at))
        .filter(length -> length.compareTo(Duration.ofSeconds(1)) >= 0)
        .map(length -> "+" + Moments.length(length));
  }

  List<String> lines() {
    int at = width(Entry::at);
    int after = width(Entry::after);
    int where = width(Entry::where);
    List<String> lines = new ArrayList<>();
    for (Entry entry : entries) {
      String before =
          "  " + column(entry.at, at) + column(entry.after, after) + column(entry.where, where);
      lines.add(before + entry.what);
      entry.notes.forEach(note -> lines.add(" ".repeat(before.length() + 2) + note));
    }
    return lines;
  }

  private int width(java.util.function.Function<Entry, String> column) {
    return entries.stream().map(column).mapToInt(String::length).max().orElse(0);
  }

  /** A column that is empty throughout takes no room. */
  private static String column(String text, int width) {
    return width == 0 ? "" : padded(text, width) + "  ";
  }

  static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
