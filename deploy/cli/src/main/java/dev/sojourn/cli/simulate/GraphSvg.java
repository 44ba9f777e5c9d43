package dev.sojourn.cli.simulate;

import dev.sojourn.engine.definition.Journey;
import dev.sojourn.simulator.statistics.JourneyBook;
import dev.sojourn.simulator.statistics.StepBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Draws a journey: its steps as boxes, and how many came, stand there, and went each way. */
final class GraphSvg {
  private static final double BOX = 196;
  private static final double HEIGHT = 64;
  private static final double BETWEEN = 62;
  private static final double GAP = 34;
  private static final double MARGIN = 14;

  private final Optional<Journey> journey;
  private final JourneyBook book;
  private final JourneyPicture picture;
  private final List<JourneyPicture.Way> ways = new ArrayList<>();
  private final LayeredLayout layout;
  private final Markup svg = new Markup();
  private final String name;

  private GraphSvg(String name, Optional<Journey> journey, JourneyBook book) {
    this.name = name;
    this.journey = journey;
    this.book = book;
    this.picture = JourneyPicture.of(journey, book);
    List<int[]> edges = new ArrayList<>();
    for (JourneyPicture.Way way : picture.ways()) {
      if (!way.from().equals(way.to())) {
        ways.add(way);
        edges.add(new int[] {node(way.from()), node(way.to())});
      }
    }
    this.layout = new LayeredLayout(picture.steps().size() + 1, edges, BOX, GAP);
  }

  /** As an element for a page whose style knows its classes. */
  static String of(String name, Optional<Journey> journey, JourneyBook book) {
    return new GraphSvg(name, journey, book).draw();
  }

  /** The entry is node 0. */
  private int node(String step) {
    return step.isEmpty() ? 0 : picture.steps().indexOf(step) + 1;
  }

  private String draw() {
    double width = layout.totalWidth() + 2 * MARGIN;
    double height = top(layout.layerCount() - 1) + HEIGHT + MARGIN;
    svg.raw(
        "<svg class=\"graph\" role=\"img\" aria-label=\""
            + Markup.escape("Graph of " + name)
            + "\" width=\""
            + Markup.at(width)
            + "\" height=\""
            + Markup.at(height)
            + "\" viewBox=\"0 0 "
            + Markup.at(width)
            + " "
            + Markup.at(height)
            + "\">");
    for (int i = 0; i < ways.size(); i++) {
      way(i);
    }
    entry();
    picture.steps().forEach(this::step);
    // Above the boxes, so that nothing hides a number.
    for (int i = 0; i < ways.size(); i++) {
      label(i);
    }
    return svg.raw("</svg>").toString();
  }

  private static double top(int layer) {
    return MARGIN + layer * (HEIGHT + BETWEEN);
  }

  private double middle(LayeredLayout.Place place) {
    return MARGIN + place.x();
  }

  private void way(int index) {
    List<LayeredLayout.Place> places = layout.way(index);
    boolean up = layout.leadsUp(index);
    long count = ways.get(index).count();
    long all = Math.max(1, book.entries().total());
    double wide = count == 0 ? 1 : 1.5 + 4 * Math.sqrt(Math.min(1, (double) count / all));
    StringBuilder path = new StringBuilder();
    double fromX = middle(places.get(0));
    double fromY = top(places.get(0).layer()) + (up ? 0 : HEIGHT);
    path.append("M").append(Markup.at(fromX)).append(" ").append(Markup.at(fromY));
    for (int i = 1; i < places.size(); i++) {
      boolean last = i == places.size() - 1;
      double toX = middle(places.get(i));
      double lane = top(places.get(i).layer());
      double toY = up ? lane + HEIGHT + (last ? 5 : 0) : lane - (last ? 5 : 0);
      double bend = (toY - fromY) / 2;
      path.append(
          "C%s %s %s %s %s %s"
              .formatted(
                  Markup.at(fromX),
                  Markup.at(fromY + bend),
                  Markup.at(toX),
                  Markup.at(toY - bend),
                  Markup.at(toX),
                  Markup.at(toY)));
      fromX = toX;
      fromY = toY;
      if (!last) {
        // Straight past the boxes of its layer.
        fromY = up ? lane : lane + HEIGHT;
        path.append("L").append(Markup.at(fromX)).append(" ").append(Markup.at(fromY));
      }
    }
    svg.raw(
        "<path class=\"%s\" stroke-width=\"%s\" d=\"%s\"/>"
            .formatted(count == 0 ? "way none" : "way", Markup.at(wide), path));
    double tip = up ? -5 : 5;
    svg.raw(
        "<path class=\"%s\" d=\"M%s %sl-4.5 %sh9z\"/>"
            .formatted(
                count == 0 ? "tip none" : "tip",
                Markup.at(fromX),
                Markup.at(fromY + tip),
                Markup.at(up ? 8 : -8)));
  }

  private void label(int index) {
    JourneyPicture.Way way = ways.get(index);
    List<LayeredLayout.Place> places = layout.way(index);
    boolean up = layout.leadsUp(index);
    double fromX = middle(places.get(0));
    double toX = middle(places.get(1));
    // Nearer to where it leads: there the ways from one step lie apart.
    double x = fromX + (toX - fromX) * 0.72;
    double y = top(places.get(0).layer()) + (up ? -BETWEEN * 0.6 : HEIGHT + BETWEEN * 0.62);
    String label =
        way.from().isEmpty()
            ? Words.number(way.count())
            : way.edges().entrySet().stream()
                .map(edge -> edge.getKey() + " " + Words.number(edge.getValue()))
                .collect(Collectors.joining(" · "));
    svg.element(
        "text",
        "class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"middle\""
            .formatted(way.count() == 0 ? "label none" : "label", Markup.at(x), Markup.at(y + 4)),
        label);
  }

  private void entry() {
    LayeredLayout.Place place = layout.node(0);
    String refused =
        book.refusals().total() == 0 ? "" : Words.number(book.refusals().total()) + " refused";
    box(place, "entry", "Entry", Words.number(book.entries().total()) + " came in", refused);
  }

  private void step(String id) {
    StepBook step = book.steps().get(id);
    String kind = Words.kind(journey.orElse(null), id);
    box(
        layout.node(node(id)),
        step == null ? "k-" + kind + " none" : "k-" + kind,
        id,
        StepWords.of(journey, id),
        step == null ? "nobody came" : numbers(step));
    loop(id);
  }

  private static String numbers(StepBook step) {
    StringBuilder text = new StringBuilder(Words.number(step.visits()) + " came");
    if (step.inside().now() > 0) {
      text.append(" · ").append(Words.number(step.inside().now())).append(" inside");
    }
    if (step.refusals().total() > 0) {
      text.append(" · ").append(Words.number(step.refusals().total())).append(" not sent");
    }
    return text.toString();
  }

  private void box(
      LayeredLayout.Place place, String kind, String title, String what, String numbers) {
    double x = middle(place) - BOX / 2;
    double y = top(place.layer());
    svg.raw("<g class=\"box " + Markup.escape(kind) + "\">");
    svg.raw(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"8\"/>"
            .formatted(Markup.at(x), Markup.at(y), Markup.at(BOX), Markup.at(HEIGHT)));
    svg.raw(
        "<rect class=\"mark\" x=\"%s\" y=\"%s\" width=\"5\" height=\"%s\" rx=\"2.5\"/>"
            .formatted(Markup.at(x), Markup.at(y), Markup.at(HEIGHT)));
    line("title", x, y + 20, title.length() > 24 ? title.substring(0, 23) + "…" : title);
    line("what", x, y + 37, what);
    line("numbers", x, y + 54, numbers);
    svg.raw("<title>").text(title + ": " + what + "; " + numbers).raw("</title></g>");
  }

  private void line(String style, double x, double y, String text) {
    svg.element(
        "text",
        "class=\"%s\" x=\"%s\" y=\"%s\"".formatted(style, Markup.at(x + 14), Markup.at(y)),
        text);
  }

  /** A step that leads to itself says so in its box. */
  private void loop(String id) {
    for (JourneyPicture.Way way : picture.ways()) {
      if (way.from().equals(id) && way.to().equals(id)) {
        LayeredLayout.Place place = layout.node(node(id));
        String edges =
            way.edges().entrySet().stream()
                .map(Map.Entry::toString)
                .collect(Collectors.joining(" "));
        svg.element(
            "text",
            "class=\"label\" x=\"%s\" y=\"%s\" text-anchor=\"end\""
                .formatted(
                    Markup.at(middle(place) + BOX / 2 - 8), Markup.at(top(place.layer()) + 20)),
            "↺ " + edges);
      }
    }
  }
}
