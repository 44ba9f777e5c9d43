package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.Audience;
import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.expression.EventIndex;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.id.Hashes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All live audiences, compiled together: equal leaves are one, leaves are indexed by event type
 * (A11), audiences lie in an order in which each comes after those it uses (A8). Immutable.
 */
public final class AudienceProgram {
  private final List<Audience> source;
  private final long digest;
  private final List<Leaf> leaves;
  private final List<Compiled> audiences;
  private final Map<String, EventIndex> leavesByType = new HashMap<>();
  private final Map<String, Set<List<String>>> reads = new TreeMap<>();
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
    String pathOfFirst(BitSet some) {
      for (Map.Entry<Integer, String> leaf : leafPaths.entrySet()) {
        if (some.get(leaf.getKey())) {
          return leaf.getValue();
        }
      }
      return "audience";
    }
  }

  private AudienceProgram(List<Audience> source) {
    this.source = List.copyOf(source);
    this.digest = digest(source);
    AudienceCompiler compiled = new AudienceCompiler(source);
    this.leaves = compiled.leaves();
    this.audiences = compiled.audiences();

    Map<String, SortedMap<Integer, List<Optional<Expression>>>> byType = new TreeMap<>();
    List<Integer> profile = new ArrayList<>();
    List<Integer> absent = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      Leaf leaf = leaves.get(i);
      holdingInitially.set(i, leaf.holdsInitially());
      if (!leaf.attributes().isEmpty() || leaf instanceof ProfileLeaf) {
        profile.add(i);
      }
      if (leaf instanceof AbsentLeaf) {
        absent.add(i);
      }
      if (leaf instanceof EventLeaf events) {
        for (EventMatcher matcher : events.matchers()) {
          byType
              .computeIfAbsent(matcher.type(), t -> new TreeMap<>())
              .computeIfAbsent(i, index -> new ArrayList<>())
              .add(matcher.when());
        }
        noteReads(events);
      }
    }
    byType.forEach((type, wanted) -> leavesByType.put(type, EventIndex.of(wanted)));
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

  private static long digest(List<Audience> source) {
    StringBuilder text = new StringBuilder();
    source.stream()
        .sorted(Comparator.comparing(Audience::name))
        .forEach(a -> text.append(a.name()).append('/').append(a.version()).append(';'));
    return source.isEmpty() ? 0 : Hashes.hash64(text) | 1;
  }

  private void noteReads(EventLeaf leaf) {
    for (EventMatcher matcher : leaf.matchers()) {
      Set<List<String>> paths = reads.computeIfAbsent(matcher.type(), t -> new HashSet<>());
      matcher.when().map(Expression::eventPaths).ifPresent(paths::addAll);
      if (leaf instanceof ValueLeaf value) {
        paths.addAll(value.value().eventPaths());
      }
    }
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

  private static int[] toArray(Collection<Integer> list) {
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

  /** By type, the paths of the properties that leaves read of events; empty for none. */
  public Map<String, Set<List<String>>> reads() {
    return Collections.unmodifiableMap(reads);
  }

  /** Indexes of the leaves to which events of a type have to be shown. */
  public EventIndex leavesOf(String eventType) {
    return leavesByType.getOrDefault(eventType, EventIndex.EMPTY);
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
    return hasAudience(Hashes.hash48(name));
  }

  /** The same by the hash of its name. */
  boolean hasAudience(long hash) {
    return audienceIds.indexOf(hash) >= 0;
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

  /** The leaves that attributes of the profile can turn. */
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

  /** The audiences that a leaf can turn, in the order of evaluation. */
  int[] audiencesOf(int leaf) {
    return audiencesOfLeaf[leaf];
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
