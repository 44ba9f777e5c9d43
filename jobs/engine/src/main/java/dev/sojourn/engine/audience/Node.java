package dev.sojourn.engine.audience;

import java.util.BitSet;
import java.util.List;

/** A rule over leaves' and audiences' indexes. */
sealed interface Node {
  boolean holds(BitSet leaves, BitSet members);

  record LeafNode(int leaf) implements Node {
    @Override
    public boolean holds(BitSet leaves, BitSet members) {
      return leaves.get(leaf);
    }
  }

  record MemberNode(int audience) implements Node {
    @Override
    public boolean holds(BitSet leaves, BitSet members) {
      return members.get(audience);
    }
  }

  record NotNode(Node node) implements Node {
    @Override
    public boolean holds(BitSet leaves, BitSet members) {
      return !node.holds(leaves, members);
    }
  }

  record AllNode(List<Node> nodes) implements Node {
    @Override
    public boolean holds(BitSet leaves, BitSet members) {
      for (Node node : nodes) {
        if (!node.holds(leaves, members)) {
          return false;
        }
      }
      return true;
    }
  }

  record AnyNode(List<Node> nodes) implements Node {
    @Override
    public boolean holds(BitSet leaves, BitSet members) {
      for (Node node : nodes) {
        if (node.holds(leaves, members)) {
          return true;
        }
      }
      return false;
    }
  }
}
