package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.PublicationState;
import java.util.Optional;

/** What becomes of documents that are checked, as far as it matters to their types (A6). */
public interface Publication {
  /** That all are new, and live afterwards: for documents that are checked without a deployment. */
  Publication ALL_NEW =
      new Publication() {
        @Override
        public boolean isNew(SourceDocument source) {
          return true;
        }

        @Override
        public Optional<PublicationState> state(SourceDocument source) {
          return Optional.of(PublicationState.LIVE);
        }
      };

  /** Whether its text is not published yet, so that it can still be corrected. */
  boolean isNew(SourceDocument source);

  /**
   * The state that its version has afterwards; empty if another version of the document is the one
   * that counts.
   */
  Optional<PublicationState> state(SourceDocument source);

  /** Whether its version is in use afterwards. */
  default boolean isInUse(SourceDocument source) {
    return state(source).filter(PublicationState::isInUse).isPresent();
  }

  /** Whether what is live of the document now is not any more, or not in the same way. */
  default boolean replaces(SourceDocument source) {
    return state(source).filter(state -> !state.isTrial()).isPresent();
  }
}
