package dev.sojourn.cli.explain;

import java.util.List;

/**
 * A person's comings and goings in one audience.
 *
 * @param turns in order, at least one
 */
record AudienceStay(String audience, List<AudienceTurn> turns) {
  AudienceTurn last() {
    return turns.get(turns.size() - 1);
  }
}
