package dev.sojourn.engine.directory;

import dev.sojourn.engine.signal.Command;
import dev.sojourn.engine.value.Packed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a run asks of each person that it comes to, and how it stands in a {@link Command}. */
public sealed interface Order {

  /** How the kind stands in commands. */
  String kind();

  /** The arguments of a command. */
  Map<String, String> arguments();

  /** Come to the audiences and journeys as they are now (A9, V1). */
  record Sweep() implements Order {
    @Override
    public String kind() {
      return "sweep";
    }

    @Override
    public Map<String, String> arguments() {
      return Map.of();
    }
  }

  /**
   * Come into a journey (E3, E4).
   *
   * @param run which asks; part of the instance's identity
   * @param scheduledAt for when the read was set, ms since the epoch
   * @param restart whether who is inside is ended first
   */
  record Read(String journey, String run, long scheduledAt, boolean restart) implements Order {
    @Override
    public String kind() {
      return "read";
    }

    @Override
    public Map<String, String> arguments() {
      Map<String, String> arguments = new LinkedHashMap<>();
      arguments.put("journey", journey);
      arguments.put("scheduledAt", Long.toString(scheduledAt));
      if (restart) {
        arguments.put("restart", "true");
      }
      return arguments;
    }
  }

  /**
   * Come into a journey because of a business event (E5).
   *
   * @param version of the journey whose condition was asked
   * @param type of the event
   * @param event its id; the instance's key
   * @param properties of the event, as {@link Packed} text
   */
  record Business(String journey, int version, String type, String event, String properties)
      implements Order {
    @Override
    public String kind() {
      return "business";
    }

    @Override
    public Map<String, String> arguments() {
      Map<String, String> arguments = new LinkedHashMap<>();
      arguments.put("journey", journey);
      arguments.put("version", Integer.toString(version));
      arguments.put("type", type);
      arguments.put("event", event);
      arguments.put("properties", properties);
      return arguments;
    }
  }

  /** Leave a journey, unless this run brought one in (E4). */
  record Eject(String journey) implements Order {
    @Override
    public String kind() {
      return "eject";
    }

    @Override
    public Map<String, String> arguments() {
      return Map.of("journey", journey);
    }
  }

  /** Go on, if held by a pause of a journey that is over (V1). */
  record Release(String journey) implements Order {
    @Override
    public String kind() {
      return "release";
    }

    @Override
    public Map<String, String> arguments() {
      return Map.of("journey", journey);
    }
  }

  /**
   * Go to another version of a journey, as a migration says (V3).
   *
   * @param version of the migration
   */
  record Move(String journey, String migration, int version) implements Order {
    @Override
    public String kind() {
      return "move";
    }

    @Override
    public Map<String, String> arguments() {
      Map<String, String> arguments = new LinkedHashMap<>();
      arguments.put("journey", journey);
      arguments.put("migration", migration);
      arguments.put("version", Integer.toString(version));
      return arguments;
    }
  }

  /** What a command asks; empty if this build does not know it, or an argument is missing. */
  static Optional<Order> of(Command command) {
    Map<String, String> arguments = command.arguments();
    String journey = arguments.get("journey");
    if (command.kind().equals("sweep")) {
      return Optional.of(new Sweep());
    }
    if (journey == null) {
      return Optional.empty();
    }
    return switch (command.kind()) {
      case "read" -> read(command, journey);
      case "business" -> business(arguments, journey);
      case "eject" -> Optional.of(new Eject(journey));
      case "release" -> Optional.of(new Release(journey));
      case "move" -> move(arguments, journey);
      default -> Optional.empty();
    };
  }

  private static Optional<Order> move(Map<String, String> arguments, String journey) {
    OptionalInt version = number(arguments, "version");
    String migration = arguments.get("migration");
    return migration == null || version.isEmpty()
        ? Optional.empty()
        : Optional.of(new Move(journey, migration, version.getAsInt()));
  }

  private static Optional<Order> business(Map<String, String> arguments, String journey) {
    OptionalInt version = number(arguments, "version");
    String type = arguments.get("type");
    String event = arguments.get("event");
    String properties = arguments.get("properties");
    if (version.isEmpty()
        || type == null
        || event == null
        || event.isEmpty()
        || properties == null) {
      return Optional.empty();
    }
    try {
      Packed.unpack(properties);
      return Optional.of(new Business(journey, version.getAsInt(), type, event, properties));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static OptionalInt number(Map<String, String> arguments, String name) {
    try {
      return OptionalInt.of(Integer.parseInt(arguments.getOrDefault(name, "")));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static Optional<Order> read(Command command, String journey) {
    try {
      return Optional.of(
          new Read(
              journey,
              command.run(),
              Long.parseLong(command.arguments().getOrDefault("scheduledAt", "0")),
              Boolean.parseBoolean(command.arguments().get("restart"))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
