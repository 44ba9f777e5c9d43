package dev.sojourn.cli.bulk;

import dev.sojourn.avro.Member;
import dev.sojourn.avro.ProfileUpdate;
import dev.sojourn.avro.Struct;
import dev.sojourn.cli.history.SignalSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the columns of a file mean.
 *
 * @param key the column of the profile key, which is nothing else unless {@code columns} says so
 * @param columns those that are spoken of; their order means nothing
 * @param others what becomes of the rest
 * @param empty what an empty cell does
 */
public record Mapping(String key, Map<String, Target> columns, Others others, Empty empty) {
  private static final int LONGEST_VALUE_TOLD = 40;

  /** What becomes of columns of which nothing is said. */
  public enum Others {
    /** Each is an attribute of its own name, as it is in the file. */
    ATTRIBUTES,
    /** They are left out. */
    IGNORE
  }

  /** What an empty cell does: an empty text in CSV, null elsewhere. */
  public enum Empty {
    /** Nothing: what the profile has stays. */
    KEEP,
    /** The attribute is removed, the consent becomes unknown. */
    UNSET
  }

  /** The changes of one row, before they are an update. */
  private record Changes(
      Map<String, Object> attributes,
      Map<String, String> consents,
      Map<String, Boolean> suppressions) {}

  public Mapping {
    columns = Map.copyOf(columns);
  }

  /** The same for the same meaning, another for another: part of the ids of updates. */
  public String fingerprint() {
    StringBuilder text = new StringBuilder(key + "\n" + others + "\n" + empty + "\n");
    new TreeMap<>(columns)
        .forEach(
            (column, target) ->
                text.append(column).append('=').append(describe(target)).append('\n'));
    return FileIdentity.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Sets have no order of their own. */
  private static String describe(Target target) {
    return target instanceof Target.Consent consent
        ? "consent " + consent.medium() + new TreeSet<>(consent.in()) + new TreeSet<>(consent.out())
        : target.toString();
  }

  /** What becomes of a column. */
  Target target(String column) {
    Target stated = columns.get(column);
    if (stated != null) {
      return stated;
    }
    return others == Others.IGNORE || column.equals(key) || column.isEmpty()
        ? new Target.Ignored()
        : new Target.Attribute(column, CellType.AS_IS, "|");
  }

  /**
   * What is wrong with the columns of a file as a whole; empty if nothing is.
   *
   * @param present the columns that every row has
   */
  public Optional<String> problem(Set<String> present) {
    if (!present.contains(key)) {
      return Optional.of(missing(key, present));
    }
    for (String column : new TreeMap<>(columns).keySet()) {
      if (!present.contains(column)) {
        return Optional.of(missing(column, present));
      }
    }
    Map<String, String> attributes = new HashMap<>();
    for (String column : present) {
      if (target(column) instanceof Target.Attribute attribute) {
        String other = attributes.putIfAbsent(attribute.name(), column);
        if (other != null) {
          return Optional.of(
              "the columns `"
                  + other
                  + "` and `"
                  + column
                  + "` would both be the attribute `"
                  + attribute.name()
                  + "`; ignore one, or give it another name");
        }
      }
    }
    return Optional.empty();
  }

  private static String missing(String column, Set<String> present) {
    String columns = String.join(", ", present);
    return "there is no column `"
        + column
        + "`; there are "
        + (columns.length() <= 500 ? columns : columns.substring(0, 500) + "…");
  }

  /**
   * The profile key of a row.
   *
   * @throws RowException if it has none
   */
  String profile(Row.Read row) throws RowException {
    Object cell = row.cells().get(key);
    String profile = cell instanceof String || cell instanceof Long ? cell.toString() : "";
    if (profile.isBlank()) {
      throw new RowException(
          RowCode.FIELD_MISSING, "has no profile key: column `" + key + "` is empty");
    }
    int bytes = profile.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > SignalSource.LONGEST_PROFILE) {
      throw new RowException(
          RowCode.VALUE_INVALID,
          "has a profile key of "
              + bytes
              + " bytes; no key has more than "
              + SignalSource.LONGEST_PROFILE);
    }
    return profile;
  }

  /**
   * The update that a row is.
   *
   * @throws RowException if a cell is not what its column is said to be
   */
  ProfileUpdate update(Row.Read row, String id, Instant occurredAt) throws RowException {
    Changes changes = new Changes(new HashMap<>(), new TreeMap<>(), new TreeMap<>());
    for (Map.Entry<String, Object> cell : row.cells().entrySet()) {
      try {
        take(changes, target(cell.getKey()), cell.getValue());
      } catch (RowException e) {
        throw new RowException(
            e.code(), "column `" + cell.getKey() + "` " + e.getMessage() + told(cell.getValue()));
      }
    }
    return ProfileUpdate.newBuilder()
        .setId(id)
        .setOccurredAt(occurredAt)
        .setAttributes(changes.attributes)
        .setConsents(changes.consents)
        .setSuppressions(changes.suppressions)
        .build();
  }

  private static String told(Object cell) {
    String text = String.valueOf(cell);
    return ", not `"
        + (text.length() <= LONGEST_VALUE_TOLD ? text : text.substring(0, LONGEST_VALUE_TOLD) + "…")
        + "`";
  }

  private void take(Changes changes, Target target, Object cell) throws RowException {
    boolean isEmpty = cell == null;
    if (isEmpty && empty == Empty.KEEP) {
      return;
    }
    if (target instanceof Target.Attribute attribute) {
      Object value = isEmpty ? null : attribute.type().value(cell, attribute.separator());
      if (changes.attributes.containsKey(attribute.name())) {
        throw new RowException(
            RowCode.VALUE_INVALID,
            "must not be the attribute `" + attribute.name() + "`, which another column is too");
      }
      changes.attributes.put(attribute.name(), value);
    } else if (target instanceof Target.Consent consent) {
      changes.consents.put(consent.medium(), isEmpty ? "unknown" : consent(consent, cell));
    } else if (target instanceof Target.Suppression suppression && !isEmpty) {
      changes.suppressions.put(suppression.medium(), (Boolean) CellType.BOOLEAN.value(cell, ""));
    } else if (target instanceof Target.Each each && !isEmpty) {
      if (!(cell instanceof Struct members)) {
        throw new RowException(RowCode.VALUE_INVALID, "must be an object");
      }
      for (Member member : members.getMembers()) {
        take(changes, member(each.part(), member.getName()), member.getValue());
      }
    }
  }

  private static Target member(Target.Part part, String name) {
    return switch (part) {
      case ATTRIBUTES -> new Target.Attribute(name, CellType.AS_IS, "");
      case CONSENTS -> new Target.Consent(name, Target.IN, Target.OUT);
      case SUPPRESSIONS -> new Target.Suppression(name);
    };
  }

  private static String consent(Target.Consent consent, Object cell) throws RowException {
    String word = cell.toString().strip().toLowerCase(Locale.ROOT);
    if (consent.in().contains(word)) {
      return "in";
    }
    if (consent.out().contains(word)) {
      return "out";
    }
    if (word.equals("unknown")) {
      return "unknown";
    }
    throw new RowException(
        RowCode.VALUE_INVALID,
        "must be one of "
            + new TreeSet<>(consent.in())
            + " for in, one of "
            + new TreeSet<>(consent.out())
            + " for out, or unknown");
  }
}
