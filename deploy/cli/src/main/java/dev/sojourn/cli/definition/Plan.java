package dev.sojourn.cli.definition;

import dev.sojourn.cli.definition.Change.Action;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.PublicationState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares documents with what is published. A version never changes once it is published, because
 * people may be inside of it; so a document with the number of a published version and another text
 * is refused.
 */
public final class Plan {
  private Plan() {}

  /**
   * What applying would do, in the documents' order. Of several versions of a document the highest
   * one gets the state, and the others are published for those who are, or are meant to be, inside
   * of them.
   *
   * @param state for all documents; empty: a new document is live, and one that is there keeps its
   *     state
   */
  public static List<Change> of(
      List<DocumentVersion> documents, Published published, Optional<PublicationState> state) {
    Map<DocumentName, Integer> highest = new HashMap<>();
    documents.forEach(document -> highest.merge(document.id(), document.version(), Math::max));
    return documents.stream()
        .map(document -> change(document, highest.get(document.id()), published, state))
        .toList();
  }

  private static Change change(
      DocumentVersion document,
      int highest,
      Published published,
      Optional<PublicationState> wanted) {
    DocumentName name = document.id();
    int version = document.version();
    Optional<Published.Live> live = published.live(name);
    Optional<Published.Live> trial = published.trial(name);
    PublicationState state = wanted.orElseGet(() -> kept(version, live, trial));
    Optional<String> there = published.version(name, version);
    int newest = published.versions(name).stream().mapToInt(Integer::intValue).max().orElse(0);
    if (there.isPresent() && !there.get().equals(document.json())) {
      return new Change(
          document,
          Action.REFUSED,
          state,
          "version "
              + version
              + " is published with another text and never changes; raise metadata.version to "
              + (newest + 1));
    }
    if (there.isEmpty() && version < newest) {
      return new Change(
          document,
          Action.REFUSED,
          state,
          "version "
              + version
              + " was never published and "
              + newest
              + " was; raise metadata.version to "
              + (newest + 1));
    }
    boolean hasDrafts = name.kind() == Kind.MIGRATION && state != PublicationState.DRY_RUN;
    if (state.isTrial() && name.kind() != Kind.JOURNEY && !hasDrafts) {
      return new Change(
          document, Action.REFUSED, state, "only journeys are tried beside the live version");
    }
    if (version < highest) {
      Action action = there.isPresent() ? Action.SUPERSEDED : Action.ADD;
      return new Change(document, action, state, "version " + highest + " is applied with it");
    }
    Published.Live target = new Published.Live(version, state);
    if (state.isTrial()) {
      return trial(document, target, trial, there.isPresent());
    }
    if (there.isEmpty()) {
      return new Change(document, Action.PUBLISH, state, from(live, target));
    }
    if (live.equals(Optional.of(target)) && isAskedToMove(name, wanted)) {
      // The job may have refused it; one that it has accepted goes on as if nothing were said.
      return new Change(document, Action.POINT, state, "was live; tried again if it was refused");
    }
    return live.equals(Optional.of(target))
        ? new Change(document, Action.UNCHANGED, state, "")
        : new Change(document, Action.POINT, state, from(live, target));
  }

  private static boolean isAskedToMove(DocumentName name, Optional<PublicationState> wanted) {
    return name.kind() == Kind.MIGRATION && wanted.equals(Optional.of(PublicationState.LIVE));
  }

  private static Change trial(
      DocumentVersion document,
      Published.Live target,
      Optional<Published.Live> trial,
      boolean isThere) {
    if (target.state() == PublicationState.WITHDRAWN) {
      boolean tried = trial.filter(was -> was.version() == target.version()).isPresent();
      return tried
          ? new Change(document, Action.POINT, target.state(), from(trial, target))
          : new Change(document, Action.REFUSED, target.state(), "this version is not on trial");
    }
    if (!isThere) {
      return new Change(document, Action.PUBLISH, target.state(), from(trial, target));
    }
    return trial.equals(Optional.of(target))
        ? new Change(document, Action.UNCHANGED, target.state(), "")
        : new Change(document, Action.POINT, target.state(), from(trial, target));
  }

  /**
   * Applying a document again must not resume what somebody has paused, nor put live what is only
   * tried; a deleted one comes back.
   */
  private static PublicationState kept(
      int version, Optional<Published.Live> live, Optional<Published.Live> trial) {
    Optional<Published.Live> tried = trial.filter(t -> t.version() == version);
    if (tried.isPresent()) {
      return tried.get().state();
    }
    return live.map(Published.Live::state)
        .filter(state -> state != PublicationState.DELETED)
        .orElse(PublicationState.LIVE);
  }

  private static String from(Optional<Published.Live> live, Published.Live target) {
    if (live.isEmpty()) {
      return "new";
    }
    Published.Live was = live.get();
    if (was.version() == target.version()) {
      return "was " + was.state().label();
    }
    return "was version "
        + was.version()
        + (was.state() == target.state() ? "" : ", " + was.state().label());
  }
}
