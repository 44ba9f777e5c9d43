package dev.sojourn.delivery.definition;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Channels and templates as the definitions topic has them, applied as read: the newest pointer
 * says which version is live. Documents that were checked before are parsed when they come.
 */
public final class LiveDefinitions {

  private final Map<String, Versions<ChannelSpec>> channels = new HashMap<>();
  private final Map<String, Versions<TemplateSpec>> templates = new HashMap<>();

  /**
   * Applies a change.
   *
   * @throws SpecException if the document cannot be used; nothing has changed then
   */
  public void apply(DefinitionChange change) throws SpecException {
    switch (change.kind()) {
      case CHANNEL -> {
        Versions<ChannelSpec> versions =
            channels.computeIfAbsent(change.name(), name -> new Versions<>());
        if (change.document().isPresent()) {
          versions.known.put(change.version(), ChannelSpec.parse(change.document().get()));
        } else {
          versions.point(change);
        }
      }
      case TEMPLATE -> {
        Versions<TemplateSpec> versions =
            templates.computeIfAbsent(change.name(), name -> new Versions<>());
        if (change.document().isPresent()) {
          versions.known.put(
              change.version(),
              TemplateSpec.parse(change.name(), change.version(), change.document().get()));
        } else {
          versions.point(change);
        }
      }
    }
  }

  /** The live version of a channel; empty if none is. */
  public Optional<ChannelSpec> channel(String name) {
    return Optional.ofNullable(channels.get(name)).flatMap(Versions::live);
  }

  /** Whether a channel was paused. */
  public boolean isPaused(String name) {
    Versions<ChannelSpec> versions = channels.get(name);
    return versions != null && versions.standing == DefinitionChange.Standing.PAUSED;
  }

  /** The live version of a template; empty if none is. */
  public Optional<TemplateSpec> template(String name) {
    return Optional.ofNullable(templates.get(name)).flatMap(Versions::live);
  }

  /** A version of a template, live or not (V2). */
  public Optional<TemplateSpec> template(String name, int version) {
    return Optional.ofNullable(templates.get(name))
        .map(versions -> versions.known.get(version))
        .filter(Objects::nonNull);
  }

  private static final class Versions<T> {
    private final Map<Integer, T> known = new HashMap<>();
    private int live;
    private DefinitionChange.Standing standing = DefinitionChange.Standing.ABSENT;

    void point(DefinitionChange pointer) {
      live = pointer.version();
      standing = pointer.standing();
    }

    Optional<T> live() {
      return standing == DefinitionChange.Standing.ABSENT
          ? Optional.empty()
          : Optional.ofNullable(known.get(live));
    }
  }
}
