package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.Audience;
import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.definition.Rule;
import dev.sojourn.engine.id.Hashes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All live audiences, compiled together: equal leaves are one, leaves are indexed by event type
 * (A11), audiences lie in an order in which each comes after those it uses (A8). Immutable.
 */
public final class AudienceProgram {
  private static final int[] NONE = new int[0];

  private final List<Audience> source;
  private final long digest;
  private final List<Leaf> leaves = new ArrayList<>();
  private final Map<Long, Integer> leafById = new HashMap<>();
  private final Map<String, int[]> leavesByType = new HashMap<>();
  private final List<Compiled> audiences = new ArrayList<>();
  private final SortedIds leafIds;
  private final SortedIds audienceIds;
  private final BitSet holdingInitially = new BitSet();
  private final int[][] audiencesOfLeaf;
  private final int[] profileLeaves;
  private final int[] absentLeaves;

  /**
   * An audience, ready to be evaluated.
   *
   * @param id 48-bit hash of its name
   * @param leafPaths where in the rule each leaf stands, by index of the leaf
   */
  record Compiled(Audience audience, long id, Node rule, Map<Integer, String> leafPaths) {
    /**
     * Where the first of some leaves stands in the rule; {@code audience} if they are leaves of an
     * audience that it uses.
     */
    String pathOfFirst(BitSet turned) {
      for (Map.Entry<Integer, String> leaf : leafPaths.entrySet()) {
        if (turned.get(leaf.getKey())) {
          return leaf.getValue();
        }
      }
      return "audience";
    }
  }

  private AudienceProgram(List<Audience> source) {
    this.source = List.copyOf(source);
    StringBuilder text = new StringBuilder();
    Map<String, Audience> byName = new TreeMap<>();
    source.forEach(audience -> byName.put(audience.name(), audience));
    byName.values().forEach(a -> text.append(a.name()).append('/').append(a.version()).append(';'));
    this.digest = byName.isEmpty() ? 0 : Hashes.hash64(text) | 1;

    Map<String, Integer> indexes = new LinkedHashMap<>();
    Set<String> open = new HashSet<>();
    byName.values().forEach(audience -> compile(audience, byName, indexes, open));

    Map<String, List<Integer>> byType = new TreeMap<>();
    List<Integer> profile = new ArrayList<>();
    List<Integer> absent = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      int index = i;
      Leaf leaf = leaves.get(i);
      holdingInitially.set(i, leaf.holdsInitially());
      leaf.matcher()
          .ifPresent(m -> byType.computeIfAbsent(m.type(), t -> new ArrayList<>()).add(index));
      if (leaf instanceof Leaf.ProfileCondition) {
        profile.add(i);
      }
      if (leaf instanceof Leaf.AbsentFor) {
        absent.add(i);
      }
    }
    byType.forEach((type, list) -> leavesByType.put(type, toArray(list)));
    this.profileLeaves = toArray(profile);
    this.absentLeaves = toArray(absent);
    this.audiencesOfLeaf = usersOfLeaves();
    this.leafIds = new SortedIds(leaves.stream().mapToLong(Leaf::id).toArray());
    this.audienceIds = new SortedIds(audiences.stream().mapToLong(Compiled::id).toArray());
  }

  /**
   * Compiles the live audiences. One that uses an audience that is not live, or itself, never holds
   * at that leaf.
   */
  public static AudienceProgram of(List<Audience> audiences) {
    return new AudienceProgram(audiences);
  }

  private int compile(
      Audience audience,
      Map<String, Audience> byName,
      Map<String, Integer> indexes,
      Set<String> open) {
    Integer done = indexes.get(audience.name());
    if (done != null) {
      return done;
    }
    open.add(audience.name());
    Map<Integer, String> paths = new LinkedHashMap<>();
    Node node = node(audience.rule(), "", byName, indexes, open, paths);
    open.remove(audience.name());
    audiences.add(new Compiled(audience, Hashes.hash48(audience.name()), node, paths));
    indexes.put(audience.name(), audiences.size() - 1);
    return audiences.size() - 1;
  }

  private Node node(
      Rule rule,
      String path,
      Map<String, Audience> byName,
      Map<String, Integer> indexes,
      Set<String> open,
      Map<Integer, String> paths) {
    if (rule instanceof Rule.All all) {
      return new Node.AllNode(nodes(all.rules(), path + "all", byName, indexes, open, paths));
    }
    if (rule instanceof Rule.Any any) {
      return new Node.AnyNode(nodes(any.rules(), path + "any", byName, indexes, open, paths));
    }
    if (rule instanceof Rule.Not not) {
      return new Node.NotNode(node(not.rule(), path + "not.", byName, indexes, open, paths));
    }
    if (rule instanceof Rule.Member member) {
      Audience used = byName.get(member.audience());
      if (used == null || open.contains(member.audience())) {
        return new Node.AnyNode(List.of());
      }
      return new Node.MemberNode(compile(used, byName, indexes, open));
    }
    Leaf leaf = Leaf.of(rule);
    int index = leafById.computeIfAbsent(leaf.id(), id -> add(leaf));
    paths.putIfAbsent(index, path + label(rule));
    return new Node.LeafNode(index);
  }

  private List<Node> nodes(
      List<Rule> rules,
      String path,
      Map<String, Audience> byName,
      Map<String, Integer> indexes,
      Set<String> open,
      Map<Integer, String> paths) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      nodes.add(node(rules.get(i), path + "[" + i + "].", byName, indexes, open, paths));
    }
    return List.copyOf(nodes);
  }

  private int add(Leaf leaf) {
    leaves.add(leaf);
    return leaves.size() - 1;
  }

  private static String label(Rule rule) {
    if (rule instanceof Rule.Count) {
      return "events";
    }
    return rule instanceof Rule.Absent ? "absent" : "profile";
  }

  /**
   * For each leaf, the audiences that it can turn, directly or through others, in the order of
   * evaluation.
   */
  private int[][] usersOfLeaves() {
    List<Set<Integer>> leavesOf = new ArrayList<>();
    int[][] users = new int[leaves.size()][];
    List<List<Integer>> lists = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      lists.add(new ArrayList<>());
    }
    for (int i = 0; i < audiences.size(); i++) {
      Set<Integer> used = new HashSet<>();
      collect(audiences.get(i).rule(), used, leavesOf);
      leavesOf.add(used);
      for (int leaf : used) {
        lists.get(leaf).add(i);
      }
    }
    for (int i = 0; i < users.length; i++) {
      users[i] = toArray(lists.get(i));
    }
    return users;
  }

  private static void collect(Node node, Set<Integer> used, List<Set<Integer>> leavesOf) {
    if (node instanceof Node.LeafNode leaf) {
      used.add(leaf.leaf());
    } else if (node instanceof Node.MemberNode member) {
      used.addAll(leavesOf.get(member.audience()));
    } else if (node instanceof Node.NotNode not) {
      collect(not.node(), used, leavesOf);
    } else if (node instanceof Node.AllNode all) {
      all.nodes().forEach(child -> collect(child, used, leavesOf));
    } else if (node instanceof Node.AnyNode any) {
      any.nodes().forEach(child -> collect(child, used, leavesOf));
    }
  }

  private static int[] toArray(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Whether it was made of just these documents. */
  public boolean isMadeOf(List<Audience> audiences) {
    Comparator<Audience> byName = Comparator.comparing(Audience::name);
    return source.stream()
        .sorted(byName)
        .toList()
        .equals(audiences.stream().sorted(byName).toList());
  }

  /** Tells apart the audiences and their versions; 0 if there are none. Kept in state. */
  public long digest() {
    return digest;
  }

  /** What every leaf over events wants to see. */
  public List<EventMatcher> matchers() {
    return leaves.stream().flatMap(leaf -> leaf.matcher().stream()).toList();
  }

  /** Indexes of the leaves of an event type; empty if there are none. */
  public int[] leavesOf(String eventType) {
    return leavesByType.getOrDefault(eventType, NONE);
  }

  /** Names of the live audiences of which someone with these memberships is a member. */
  public List<String> namesOf(long[] memberships) {
    return audiences.stream()
        .filter(audience -> Arrays.binarySearch(memberships, audience.id()) >= 0)
        .map(audience -> audience.audience().name())
        .sorted()
        .toList();
  }

  /** Whether there is a live audience of this name. */
  public boolean hasAudience(String name) {
    return audienceIds.indexOf(Hashes.hash48(name)) >= 0;
  }

  List<Leaf> leaves() {
    return leaves;
  }

  /** The index of a leaf; -1 if no live audience has it. */
  int indexOf(long leafId) {
    return leafIds.indexOf(leafId);
  }

  SortedIds leafIds() {
    return leafIds;
  }

  SortedIds audienceIds() {
    return audienceIds;
  }

  /** The leaves that hold for someone of whom nothing is remembered; the caller's own. */
  BitSet holdingInitially() {
    return (BitSet) holdingInitially.clone();
  }

  int[] profileLeaves() {
    return profileLeaves;
  }

  int[] absentLeaves() {
    return absentLeaves;
  }

  /** In an order in which each comes after those it uses. */
  List<Compiled> audiences() {
    return audiences;
  }

  /**
   * The audiences that some leaves can turn, in the order of evaluation.
   *
   * @param turned indexes of the leaves; null for all audiences
   */
  BitSet audiencesOf(BitSet turned) {
    BitSet concerned = new BitSet(audiences.size());
    if (turned == null) {
      concerned.set(0, audiences.size());
      return concerned;
    }
    for (int leaf = turned.nextSetBit(0); leaf >= 0; leaf = turned.nextSetBit(leaf + 1)) {
      for (int audience : audiencesOfLeaf[leaf]) {
        concerned.set(audience);
      }
    }
    return concerned;
  }
}
