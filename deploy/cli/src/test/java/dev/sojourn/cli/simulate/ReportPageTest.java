package dev.sojourn.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sojourn.cli.Sojourn;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The page of a simulation in a real browser; skipped where Debian's chromium is not there. */
class ReportPageTest {
  private static final String RESOURCES = "src/test/resources/dev/sojourn/cli/simulate/";

  /** Runs in the tested copy of the page only; the page itself has no scripts. */
  private static final String PROBE =
      """
      <script>
      addEventListener('load', () => {
        const seen = q => [...document.querySelectorAll(q)].filter(e => {
          const b = e.getBoundingClientRect(); return e.checkVisibility() && b.width > 0 && b.height > 0; }).length;
        const outside = [...document.querySelectorAll('svg.graph text')].filter(e => {
          const b = e.getBoundingClientRect(), s = e.ownerSVGElement.getBoundingClientRect();
          return b.left < s.left - 1 || b.right > s.right + 1; }).length;
        const boxes = [...document.querySelectorAll('svg.graph')].map(g =>
          [...g.querySelectorAll('.box > rect:not(.mark)')].map(r => r.getBoundingClientRect()));
        const overlaps = boxes.flatMap(list => list.flatMap((a, i) => list.slice(i + 1).filter(b =>
          a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom))).length;
        const wide = [...document.querySelectorAll('svg.graph .box text')].filter(e => {
          const b = e.getBoundingClientRect();
          return b.right > e.parentNode.querySelector('rect').getBoundingClientRect().right; }).length;
        document.documentElement.dataset.probe = JSON.stringify({
          overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          width: innerWidth, graphs: seen('svg.graph'), boxes: seen('svg.graph .box'),
          charts: seen('svg.chart'), tables: seen('table'), headings: seen('h1, h2'),
          outside, overlaps, wide,
          ink: getComputedStyle(document.body).color, paper: getComputedStyle(document.body).backgroundColor });
      });
      </script>
      """;

  @TempDir Path directory;
  private Path page;

  @BeforeEach
  void write() {
    page = directory.resolve("report.html");
    StringWriter err = new StringWriter();
    CommandLine line = Sojourn.commandLine();
    line.setOut(new PrintWriter(new StringWriter(), true));
    line.setErr(new PrintWriter(err, true));
    assertThat(
            line.execute(
                "simulate",
                RESOURCES + "draft",
                "--against",
                RESOURCES + "shop",
                "--signals",
                RESOURCES + "signals.jsonl",
                "--outcomes",
                RESOURCES + "outcomes.yaml",
                "--zone",
                "UTC",
                "--html",
                page.toString()))
        .as(err::toString)
        .isZero();
  }

  @Test
  void thePageNeedsNothingElse() throws IOException {
    String html = Files.readString(page);

    assertThat(html)
        .contains("default-src 'none'")
        .doesNotContain("<script", "<link", "<img", "@import", "url(")
        .doesNotContainPattern("(src|href)=\"(?!#)");
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 390})
  void everythingIsSeenAndNothingIsWiderThanTheWindow(int width) throws Exception {
    Browsed browsed = browse(width, false);

    assertThat(browsed.errors()).isEmpty();
    assertThat(browsed.number("width")).as("of the window").isEqualTo(width);
    assertThat(browsed.number("overflow")).isZero();
    assertThat(browsed.number("graphs")).isEqualTo(2);
    assertThat(browsed.number("boxes")).isEqualTo(7 + 7);
    // People per step of two journeys, requests of two channels, the queue of one.
    assertThat(browsed.number("charts")).isEqualTo(5);
    assertThat(browsed.number("tables")).isGreaterThanOrEqualTo(4);
    assertThat(browsed.number("headings")).isEqualTo(7);
    assertThat(browsed.number("outside")).as("labels beyond their graph").isZero();
    assertThat(browsed.number("overlaps")).as("boxes that overlap").isZero();
    assertThat(browsed.number("wide")).as("texts wider than their box").isZero();
  }

  @Test
  void itIsDarkWhereItsReaderWantsThat() throws Exception {
    assertThat(browse(1280, false).text("paper")).isEqualTo("rgb(255, 255, 255)");
    assertThat(browse(1280, true).text("paper")).isEqualTo("rgb(18, 22, 29)");
  }

  private record Browsed(String probe, List<String> errors) {
    long number(String name) {
      return Long.parseLong(text(name));
    }

    String text(String name) {
      Matcher matcher =
          Pattern.compile("\"" + name + "\":(?:\"([^\"]*)\"|(-?\\d+))").matcher(probe);
      assertThat(matcher.find()).as(probe).isTrue();
      return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }
  }

  private Browsed browse(int width, boolean dark) throws IOException, InterruptedException {
    Path browser =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(Path.of(""));
    assumeThat(browser.toString()).as("a browser; apt-get install chromium").isNotEmpty();
    String html = Files.readString(page);
    // A window of a headless browser is at least 500 pixels wide: a narrow one is a frame in it.
    Path probed =
        Files.writeString(
            directory.resolve("probed.html"),
            html.replace(
                    "style-src 'unsafe-inline'",
                    "style-src 'unsafe-inline'; script-src 'unsafe-inline'")
                .replace("</body>", PROBE + "</body>"));
    Path frame =
        Files.writeString(
            directory.resolve("frame.html"),
            """
            <!DOCTYPE html><html><body style="margin:0"><iframe style="border:0;width:%dpx;height:2000px" src="%s"></iframe>
            <script>
            addEventListener('load', () => {
              const take = () => {
                const probe = document.querySelector('iframe').contentDocument.documentElement.dataset.probe;
                if (probe) document.body.textContent = probe; else setTimeout(take, 20);
              };
              take();
            });
            </script></body></html>
            """
                .formatted(width, probed.getFileName()));
    List<String> command =
        new ArrayList<>(
            List.of(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--allow-file-access-from-files",
                "--enable-logging=stderr",
                "--user-data-dir=" + directory.resolve("browser"),
                "--window-size=1400,2000",
                "--virtual-time-budget=5000",
                "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
                "--dump-dom",
                frame.toUri().toString()));
    Path out = directory.resolve("dom");
    Path err = directory.resolve("log");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("the browser ends").isTrue();
    Matcher probe = Pattern.compile("\\{.*\\}", Pattern.DOTALL).matcher(Files.readString(out));
    assertThat(probe.find()).as(Files.readString(out)).isTrue();
    return new Browsed(
        probe.group().replace("&quot;", "\""),
        Files.readString(err).lines().filter(line -> line.contains("CONSOLE")).toList());
  }
}
