package dev.sojourn.cli.simulate;

import dev.sojourn.simulator.statistics.AudienceBook;
import java.util.List;
import java.util.Map;

/** The audiences of a page. */
final class HtmlAudiences {
  private HtmlAudiences() {}

  static void write(Simulation simulation, Words words, Markup page) {
    page.raw("<section id=\"audiences\"><h2>Audiences</h2>");
    HtmlTable table =
        new HtmlTable("Audience", "#Came in", "#Left", "#Members at the end", "#Most members");
    Map<String, AudienceBook> audiences = simulation.draft().books().audiences();
    audiences.forEach(
        (name, book) ->
            table.row(
                name,
                book.entered(),
                book.exited(),
                book.members().now(),
                TextReport.most(book.members().samples())));
    page.raw(table.isEmpty() ? "<p>Nobody came into any audience.</p>" : table.toString());
    if (!table.isEmpty()) {
      page.raw("<details>").element("summary", "", "Members over time");
      audiences.forEach(
          (name, book) ->
              page.element("h3", "", name)
                  .raw("<div class=\"scroll\">")
                  .raw(
                      ChartSvg.stacked(
                          "Members of " + name,
                          simulation.about().axis(),
                          words,
                          List.of(new ChartSvg.Series(name, book.members().samples()))))
                  .raw("</div>"));
      page.raw("</details>");
    }
    page.raw("</section>\n");
  }
}
