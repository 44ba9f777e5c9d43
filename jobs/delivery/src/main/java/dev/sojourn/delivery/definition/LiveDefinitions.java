package dev.sojourn.delivery.definition;

import dev.sojourn.delivery.definition.DefinitionChange.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Channels and templates as the definitions topic has them, applied as read: the newest pointer
 * says which version is live. While that version is not known, because it has not come or cannot be
 * used, the one before it stays live. Documents that were checked before are parsed when they come.
 */
public final class LiveDefinitions {

  private final Map<String, Versions<ChannelSpec>> channels = new HashMap<>();
  private final Map<String, Versions<TemplateSpec>> templates = new HashMap<>();

  /**
   * Applies a change. The first content of a version stands, whatever comes later under its number.
   *
   * @return false if it is a version that was known before
   * @throws SpecException if the document cannot be used; nothing has changed then
   */
  public boolean apply(DefinitionChange change) throws SpecException {
    String name = change.name();
    if (change.document().isEmpty()) {
      versions(change.kind(), name).point(change);
      return true;
    }
    String document = change.document().get();
    int version = change.version();
    return switch (change.kind()) {
      case CHANNEL -> of(channels, name).add(version, ChannelSpec.parse(document));
      case TEMPLATE ->
          of(templates, name).add(version, TemplateSpec.parse(name, version, document));
    };
  }

  /** The live version of a channel; empty if none is. */
  public Optional<ChannelSpec> channel(String name) {
    return Optional.ofNullable(channels.get(name)).flatMap(Versions::live);
  }

  /** Whether a channel was paused. */
  public boolean isPaused(String name) {
    Versions<ChannelSpec> versions = channels.get(name);
    return versions != null
        && versions
            .newest
            .filter(at -> at.standing() == DefinitionChange.Standing.PAUSED)
            .isPresent();
  }

  /** Whether the version of a channel that should be live is not known. */
  public boolean isBehind(String name) {
    Versions<ChannelSpec> versions = channels.get(name);
    return versions != null && versions.isBehind();
  }

  /** The live version of a template; empty if none is. */
  public Optional<TemplateSpec> template(String name) {
    return Optional.ofNullable(templates.get(name)).flatMap(Versions::live);
  }

  /** A version of a template, live or not (V2). */
  public Optional<TemplateSpec> template(String name, int version) {
    return Optional.ofNullable(templates.get(name)).map(versions -> versions.known.get(version));
  }

  /**
   * The pointers that must be kept of a document: the newest; before it, if the newest names a
   * version that is not known, the one by which another is still live. To be applied in this order,
   * after the versions.
   */
  public List<DefinitionChange> pointers(Kind kind, String name) {
    return versions(kind, name).pointers();
  }

  private Versions<?> versions(Kind kind, String name) {
    return switch (kind) {
      case CHANNEL -> of(channels, name);
      case TEMPLATE -> of(templates, name);
    };
  }

  private static <T> Versions<T> of(Map<String, Versions<T>> all, String name) {
    return all.computeIfAbsent(name, missing -> new Versions<>());
  }

  private static final class Versions<T> {
    private final Map<Integer, T> known = new HashMap<>();
    private Optional<DefinitionChange> newest = Optional.empty();

    /** The last pointer to a version that is known; empty if none came after an absence. */
    private Optional<DefinitionChange> usable = Optional.empty();

    boolean add(int version, T spec) {
      boolean first = known.putIfAbsent(version, spec) == null;
      settle();
      return first;
    }

    void point(DefinitionChange pointer) {
      newest = Optional.of(pointer);
      settle();
    }

    private void settle() {
      if (newest.isEmpty()) {
        return;
      }
      if (newest.get().standing() == DefinitionChange.Standing.ABSENT) {
        usable = Optional.empty();
      } else if (known.containsKey(newest.get().version())) {
        usable = newest;
      }
    }

    Optional<T> live() {
      return usable.map(pointer -> known.get(pointer.version()));
    }

    boolean isBehind() {
      return newest
          .filter(pointer -> pointer.standing() != DefinitionChange.Standing.ABSENT)
          .filter(pointer -> !known.containsKey(pointer.version()))
          .isPresent();
    }

    List<DefinitionChange> pointers() {
      return newest
          .map(at -> usable.isPresent() && isBehind() ? List.of(usable.get(), at) : List.of(at))
          .orElse(List.of());
    }
  }
}
