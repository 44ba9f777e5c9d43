package dev.sojourn.cli.simulate;

import dev.sojourn.simulator.statistics.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Draws numbers over time. */
final class ChartSvg {
  private static final double WIDTH = 760;
  private static final double HEIGHT = 200;
  private static final double LEFT = 56;
  private static final double RIGHT = 44;
  private static final double TOP = 12;
  private static final double BOTTOM = 26;
  private static final int TICKS = 6;
  static final int COLOURS = 8;

  private final Axis axis;
  private final Words words;
  private final double top;
  private final Markup svg = new Markup();

  /** One of several numbers over time. */
  record Series(String name, long[] values) {}

  private ChartSvg(String name, Axis axis, Words words, long most) {
    this.axis = axis;
    this.words = words;
    this.top = nice(Math.max(1, most));
    svg.raw(
        "<svg class=\"chart\" role=\"img\" aria-label=\""
            + Markup.escape(name)
            + "\" viewBox=\"0 0 "
            + (int) WIDTH
            + " "
            + (int) HEIGHT
            + "\">");
    grid();
  }

  /** One, two or five of a power of ten, not below a number. */
  static double nice(double most) {
    double power = Math.pow(10, Math.floor(Math.log10(most)));
    for (double step : new double[] {1, 2, 4, 5, 8, 10}) {
      if (step * power >= most - 1e-9) {
        return step * power;
      }
    }
    return 10 * power;
  }

  /**
   * Several numbers on top of one another.
   *
   * @param series with one value a sample of the axis
   */
  static String stacked(String name, Axis axis, Words words, List<Series> series) {
    long[] sum = new long[axis.parts() + 1];
    long most = 0;
    for (Series one : series) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += one.values()[i];
        most = Math.max(most, sum[i]);
      }
    }
    ChartSvg chart = new ChartSvg(name, axis, words, most);
    long[] below = new long[sum.length];
    for (int k = 0; k < series.size(); k++) {
      long[] above = below.clone();
      for (int i = 0; i < above.length; i++) {
        above[i] += series.get(k).values()[i];
      }
      chart.band(below, above, "c" + k % COLOURS);
      below = above;
    }
    return chart.end();
  }

  /**
   * Numbers of each part of the axis as bars; parts above the limit stand out.
   *
   * @param limit drawn as a line; empty: none
   */
  static String bars(String name, Axis axis, Words words, long[] parts, OptionalLong limit) {
    long most = limit.orElse(0);
    for (long part : parts) {
      most = Math.max(most, part);
    }
    ChartSvg chart = new ChartSvg(name, axis, words, most);
    chart.drawBars(parts, limit.orElse(Long.MAX_VALUE));
    limit.ifPresent(chart::drawLimit);
    return chart.end();
  }

  private void drawBars(long[] parts, long limit) {
    StringBuilder within = new StringBuilder();
    StringBuilder above = new StringBuilder();
    double wide = (WIDTH - LEFT - RIGHT) / parts.length;
    double bar = Math.max(0.6, wide - (wide > 4 ? 1 : 0));
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] > 0) {
        double x = LEFT + i * wide;
        rect(within, x, y(Math.min(parts[i], limit)), bar, y(0));
        if (parts[i] > limit) {
          rect(above, x, y(parts[i]), bar, y(limit));
        }
      }
    }
    svg.raw("<path class=\"bar\" d=\"" + within + "\"/>");
    svg.raw("<path class=\"bar over\" d=\"" + above + "\"/>");
  }

  private static void rect(StringBuilder path, double x, double y, double wide, double bottom) {
    path.append(
        "M%s %sh%sV%sh-%sz"
            .formatted(
                Markup.at(x), Markup.at(y), Markup.at(wide), Markup.at(bottom), Markup.at(wide)));
  }

  private void drawLimit(long limit) {
    String y = Markup.at(y(limit));
    svg.raw(
        "<line class=\"limit\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>"
            .formatted(Markup.at(LEFT), Markup.at(WIDTH - RIGHT), y, y));
    svg.element(
        "text",
        "class=\"limit\" x=\"%s\" y=\"%s\" text-anchor=\"end\""
            .formatted(Markup.at(WIDTH - RIGHT - 4), Markup.at(y(limit) - 5)),
        "limit " + Words.number(limit));
  }

  private void band(long[] below, long[] above, String colour) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < above.length; i++) {
      path.append(i == 0 ? "M" : "L").append(point(i, above[i]));
    }
    for (int i = below.length - 1; i >= 0; i--) {
      path.append("L").append(point(i, below[i]));
    }
    svg.raw("<path class=\"band " + colour + "\" d=\"" + path + "z\"/>");
  }

  private String point(int sample, long value) {
    double x = LEFT + (WIDTH - LEFT - RIGHT) * sample / axis.parts();
    return Markup.at(x) + " " + Markup.at(y(value));
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * Math.min(value, top) / top;
  }

  private void grid() {
    for (int i = 0; i <= 4; i++) {
      double value = top * i / 4;
      String y = Markup.at(y(value));
      svg.raw(
          "<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>"
              .formatted(Markup.at(LEFT), Markup.at(WIDTH - RIGHT), y, y));
      if (value == Math.rint(value)) {
        svg.element(
            "text",
            "class=\"tick\" x=\"%s\" y=\"%s\" text-anchor=\"end\""
                .formatted(Markup.at(LEFT - 8), Markup.at(y(value) + 4)),
            Words.number((long) value));
      }
    }
    for (int part : ticks()) {
      double x = LEFT + (WIDTH - LEFT - RIGHT) * part / axis.parts();
      svg.element(
          "text",
          "class=\"tick\" x=\"%s\" y=\"%s\" text-anchor=\"middle\""
              .formatted(Markup.at(x), Markup.at(HEIGHT - 8)),
          moment(axis.sample(part)));
    }
  }

  private List<Integer> ticks() {
    List<Integer> ticks = new ArrayList<>();
    int every = Math.max(1, (int) Math.ceil((double) axis.parts() / TICKS));
    for (int part = 0; part <= axis.parts(); part += every) {
      ticks.add(part);
    }
    return ticks;
  }

  private String moment(long at) {
    long all = axis.part() * axis.parts();
    String day = words.day(at);
    return all > 7L * 86_400_000 ? day : day + " " + words.time(at);
  }

  private String end() {
    return svg.raw("</svg>").toString();
  }
}
