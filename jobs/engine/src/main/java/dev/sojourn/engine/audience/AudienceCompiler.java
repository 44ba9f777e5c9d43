package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.Audience;
import dev.sojourn.engine.definition.Rule;
import dev.sojourn.engine.id.Hashes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compiles audiences together: equal leaves are one, each audience comes after those it uses (A8).
 * Used once.
 */
final class AudienceCompiler {
  private final Map<String, Audience> byName = new TreeMap<>();
  private final List<Leaf> leaves = new ArrayList<>();
  private final Map<Long, Integer> leafById = new HashMap<>();
  private final List<AudienceProgram.Compiled> audiences = new ArrayList<>();
  private final Map<String, Integer> indexes = new HashMap<>();

  /** The audiences that are being compiled. */
  private final Set<String> open = new HashSet<>();

  AudienceCompiler(Collection<Audience> source) {
    source.forEach(audience -> byName.put(audience.name(), audience));
    byName.values().forEach(this::compile);
  }

  /** Each once. */
  List<Leaf> leaves() {
    return List.copyOf(leaves);
  }

  /** In an order in which each comes after those it uses. */
  List<AudienceProgram.Compiled> audiences() {
    return List.copyOf(audiences);
  }

  private int compile(Audience audience) {
    Integer done = indexes.get(audience.name());
    if (done != null) {
      return done;
    }
    open.add(audience.name());
    Map<Integer, String> paths = new LinkedHashMap<>();
    Node node = node(audience.rule(), "", paths);
    open.remove(audience.name());
    audiences.add(
        new AudienceProgram.Compiled(audience, Hashes.hash48(audience.name()), node, paths));
    indexes.put(audience.name(), audiences.size() - 1);
    return audiences.size() - 1;
  }

  private Node node(Rule rule, String path, Map<Integer, String> paths) {
    if (rule instanceof Rule.All all) {
      return new Node.AllNode(nodes(all.rules(), path + "all", paths));
    }
    if (rule instanceof Rule.Any any) {
      return new Node.AnyNode(nodes(any.rules(), path + "any", paths));
    }
    if (rule instanceof Rule.Not not) {
      return new Node.NotNode(node(not.rule(), path + "not.", paths));
    }
    if (rule instanceof Rule.Member member) {
      Audience used = byName.get(member.audience());
      if (used == null || open.contains(member.audience())) {
        return new Node.AnyNode(List.of());
      }
      return new Node.MemberNode(compile(used));
    }
    Leaf leaf = Leaves.of(rule);
    int index = leafById.computeIfAbsent(leaf.id(), id -> add(leaf));
    paths.putIfAbsent(index, path + Leaves.label(rule));
    return new Node.LeafNode(index);
  }

  private List<Node> nodes(List<Rule> rules, String path, Map<Integer, String> paths) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      nodes.add(node(rules.get(i), path + "[" + i + "].", paths));
    }
    return List.copyOf(nodes);
  }

  private int add(Leaf leaf) {
    leaves.add(leaf);
    return leaves.size() - 1;
  }
}
