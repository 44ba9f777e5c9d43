package dev.sojourn.cli.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Places the nodes of a graph in layers from top to bottom, so that edges lead down and cross
 * little: loops are cut, layers are the longest ways from the first nodes, long edges pass the
 * layers between in lanes of their own, and nodes stand where their neighbours do. The same graph
 * always has the same layout.
 */
final class LayeredLayout {
  private static final int SWEEPS = 12;
  private static final double LANE = 26;

  private final double width;
  private final double gap;
  private final List<int[]> edges;
  private final boolean[] reversed;
  private final int nodes;
  private int[] layer;
  private List<List<Integer>> layers;

  /** By node, real ones first, then lanes. */
  private final List<Double> widths = new ArrayList<>();

  private final List<List<Integer>> above = new ArrayList<>();
  private final List<List<Integer>> below = new ArrayList<>();
  private final Map<Integer, List<Integer>> lanes = new HashMap<>();
  private double[] x;

  /**
   * A place.
   *
   * @param x of the middle
   * @param layer from 0
   */
  record Place(double x, int layer) {}

  /**
   * @param width of a node
   * @param gap between neighbours
   * @param edges pairs of nodes, from and to; none from a node to itself
   */
  LayeredLayout(int nodes, List<int[]> edges, double width, double gap) {
    this.nodes = nodes;
    this.width = width;
    this.gap = gap;
    this.edges = edges;
    this.reversed = new boolean[edges.size()];
    cutLoops();
    assignLayers();
    openLanes();
    layers = new LayerOrder(layers, above, below, layer.length).best(SWEEPS);
    place();
  }

  /** Where a node stands. */
  Place node(int node) {
    return new Place(x[node], layer[node]);
  }

  /** The places that an edge passes, its ends included, in its own direction. */
  List<Place> way(int edge) {
    List<Place> way = new ArrayList<>();
    int from = edges.get(edge)[reversed[edge] ? 1 : 0];
    int to = edges.get(edge)[reversed[edge] ? 0 : 1];
    way.add(node(from));
    lanes.getOrDefault(edge, List.of()).forEach(lane -> way.add(node(lane)));
    way.add(node(to));
    if (reversed[edge]) {
      Collections.reverse(way);
    }
    return way;
  }

  boolean leadsUp(int edge) {
    return reversed[edge];
  }

  int layerCount() {
    return layers.size();
  }

  /** From the left edge of the leftmost node, which is 0, to the right edge of the rightmost. */
  double totalWidth() {
    double right = 0;
    for (int i = 0; i < x.length; i++) {
      right = Math.max(right, x[i] + widths.get(i) / 2);
    }
    return right;
  }

  private void cutLoops() {
    int[] state = new int[nodes];
    for (int node = 0; node < nodes; node++) {
      visit(node, state);
    }
  }

  /** A journey has at most a thousand steps: the stack suffices. */
  private void visit(int node, int[] state) {
    if (state[node] != 0) {
      return;
    }
    state[node] = 1;
    for (int i = 0; i < edges.size(); i++) {
      if (edges.get(i)[0] == node) {
        int to = edges.get(i)[1];
        if (state[to] == 1) {
          reversed[i] = true;
        } else {
          visit(to, state);
        }
      }
    }
    state[node] = 2;
  }

  private int upper(int edge) {
    return edges.get(edge)[reversed[edge] ? 1 : 0];
  }

  private int lower(int edge) {
    return edges.get(edge)[reversed[edge] ? 0 : 1];
  }

  private void assignLayers() {
    layer = new int[nodes];
    boolean moved = true;
    while (moved) {
      moved = false;
      for (int i = 0; i < edges.size(); i++) {
        if (layer[lower(i)] <= layer[upper(i)]) {
          layer[lower(i)] = layer[upper(i)] + 1;
          moved = true;
        }
      }
    }
  }

  private void openLanes() {
    for (int i = 0; i < nodes; i++) {
      addNode(width);
    }
    List<Integer> of = new ArrayList<>();
    Arrays.stream(layer).forEach(of::add);
    for (int i = 0; i < edges.size(); i++) {
      int last = upper(i);
      List<Integer> passed = new ArrayList<>();
      for (int at = layer[upper(i)] + 1; at < layer[lower(i)]; at++) {
        int lane = addNode(LANE);
        of.add(at);
        connect(last, lane);
        passed.add(lane);
        last = lane;
      }
      connect(last, lower(i));
      lanes.put(i, passed);
    }
    layer = of.stream().mapToInt(Integer::intValue).toArray();
    layers = new ArrayList<>();
    for (int i = 0; i <= Arrays.stream(layer).max().orElse(0); i++) {
      layers.add(new ArrayList<>());
    }
    for (int i = 0; i < layer.length; i++) {
      layers.get(layer[i]).add(i);
    }
  }

  private int addNode(double wide) {
    widths.add(wide);
    above.add(new ArrayList<>());
    below.add(new ArrayList<>());
    return widths.size() - 1;
  }

  private void connect(int upper, int lower) {
    below.get(upper).add(lower);
    above.get(lower).add(upper);
  }

  private void place() {
    x = new double[layer.length];
    for (List<Integer> one : layers) {
      double at = 0;
      for (int node : one) {
        x[node] = at + widths.get(node) / 2;
        at += widths.get(node) + gap;
      }
    }
    for (int sweep = 0; sweep < 2 * SWEEPS; sweep++) {
      boolean down = sweep % 2 == 0;
      for (int i = 0; i < layers.size(); i++) {
        align(layers.get(down ? i : layers.size() - 1 - i), down ? above : below);
      }
    }
    double left = Double.MAX_VALUE;
    for (int i = 0; i < x.length; i++) {
      left = Math.min(left, x[i] - widths.get(i) / 2);
    }
    for (int i = 0; i < x.length; i++) {
      x[i] -= left;
    }
  }

  /**
   * Moves the nodes of a layer as near to where their neighbours are as their order and widths
   * allow: those that would overlap stand together around the mean of their wishes.
   */
  private void align(List<Integer> one, List<List<Integer>> neighbours) {
    int size = one.size();
    double[] offset = new double[size];
    for (int i = 1; i < size; i++) {
      offset[i] = offset[i - 1] + (widths.get(one.get(i - 1)) + widths.get(one.get(i))) / 2 + gap;
    }
    double[] mean = new double[size];
    int[] length = new int[size];
    int blocks = 0;
    for (int i = 0; i < size; i++) {
      int node = one.get(i);
      mean[blocks] =
          neighbours.get(node).stream().mapToDouble(n -> x[n]).average().orElse(x[node])
              - offset[i];
      length[blocks] = 1;
      blocks++;
      while (blocks > 1 && mean[blocks - 2] >= mean[blocks - 1]) {
        int joined = length[blocks - 2] + length[blocks - 1];
        mean[blocks - 2] =
            (mean[blocks - 2] * length[blocks - 2] + mean[blocks - 1] * length[blocks - 1])
                / joined;
        length[blocks - 2] = joined;
        blocks--;
      }
    }
    int i = 0;
    for (int block = 0; block < blocks; block++) {
      for (int k = 0; k < length[block]; k++, i++) {
        x[one.get(i)] = mean[block] + offset[i];
      }
    }
  }
}
