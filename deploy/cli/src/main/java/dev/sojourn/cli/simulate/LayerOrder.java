package dev.sojourn.cli.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Orders the nodes of each layer of a graph so that few edges cross. */
final class LayerOrder {
  private final List<List<Integer>> layers;
  private final List<List<Integer>> above;
  private final List<List<Integer>> below;
  private final int nodes;

  /**
   * @param above by node, its neighbours in the layer above
   * @param below by node, its neighbours in the layer below
   */
  LayerOrder(
      List<List<Integer>> layers, List<List<Integer>> above, List<List<Integer>> below, int nodes) {
    this.layers = copy(layers);
    this.above = above;
    this.below = below;
    this.nodes = nodes;
  }

  /** Nodes go where the mean of their neighbours is; the best order seen is kept. */
  List<List<Integer>> best(int sweeps) {
    List<List<Integer>> best = copy(layers);
    long least = crossings();
    for (int sweep = 0; sweep < sweeps && least > 0; sweep++) {
      boolean down = sweep % 2 == 0;
      for (int i = 0; i < layers.size(); i++) {
        sort(layers.get(down ? i : layers.size() - 1 - i), down ? above : below);
      }
      long crossings = crossings();
      if (crossings < least) {
        least = crossings;
        best = copy(layers);
      }
    }
    return best;
  }

  private void sort(List<Integer> one, List<List<Integer>> neighbours) {
    int[] position = positions();
    Map<Integer, Double> middle = new HashMap<>();
    for (int node : one) {
      middle.put(
          node,
          neighbours.get(node).stream()
              .mapToInt(neighbour -> position[neighbour])
              .average()
              .orElse(position[node]));
    }
    one.sort(Comparator.comparingDouble(middle::get));
  }

  private int[] positions() {
    int[] position = new int[nodes];
    for (List<Integer> one : layers) {
      for (int i = 0; i < one.size(); i++) {
        position[one.get(i)] = i;
      }
    }
    return position;
  }

  private long crossings() {
    int[] position = positions();
    long crossings = 0;
    for (List<Integer> one : layers) {
      for (int i = 0; i < one.size(); i++) {
        for (int j = i + 1; j < one.size(); j++) {
          for (int left : below.get(one.get(i))) {
            for (int right : below.get(one.get(j))) {
              crossings += position[left] > position[right] ? 1 : 0;
            }
          }
        }
      }
    }
    return crossings;
  }

  private static List<List<Integer>> copy(List<List<Integer>> layers) {
    List<List<Integer>> copy = new ArrayList<>();
    layers.forEach(one -> copy.add(new ArrayList<>(one)));
    return copy;
  }
}
