package dev.sojourn.cli.journeytest;

import dev.sojourn.cli.journeytest.SuiteResult.TimedResult;
import dev.sojourn.simulator.story.CaseResult;
import dev.sojourn.simulator.story.Failure;
import dev.sojourn.simulator.story.FailureText;
import dev.sojourn.simulator.story.Style;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The results as JUnit XML, as CI servers read it: a test suite per document, a test case per case.
 */
public final class JUnitReport {
  private final XMLStreamWriter xml;

  private JUnitReport(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** Writes the file; directories that it needs are made. */
  public static void write(TestRun run, Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    try (Writer out = Files.newBufferedWriter(file)) {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      new JUnitReport(xml).write(run);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private void write(TestRun run) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    line(0);
    xml.writeStartElement("testsuites");
    counts(run.cases(), run.failed());
    for (SuiteResult suite : run.suites()) {
      write(suite);
    }
    line(0);
    xml.writeEndElement();
    line(0);
    xml.writeEndDocument();
  }

  private void write(SuiteResult suite) throws XMLStreamException {
    line(1);
    xml.writeStartElement("testsuite");
    attribute("name", suite.suite().name());
    counts(suite.cases().size(), suite.failed());
    attribute("time", seconds(suite.took()));
    attribute("file", suite.suite().file());
    for (TimedResult one : suite.cases()) {
      write(suite.suite().name(), one);
    }
    line(1);
    xml.writeEndElement();
  }

  private void write(String suite, TimedResult one) throws XMLStreamException {
    CaseResult result = one.result();
    line(2);
    xml.writeStartElement("testcase");
    attribute("name", result.test().name());
    attribute("classname", suite);
    attribute("time", seconds(one.took()));
    attribute("file", result.test().place().file());
    attribute("line", String.valueOf(result.test().place().line()));
    if (result.failure().isPresent()) {
      write(result, result.failure().get());
      line(2);
    }
    xml.writeEndElement();
  }

  private void write(CaseResult result, Failure failure) throws XMLStreamException {
    line(3);
    xml.writeStartElement("failure");
    attribute("message", failure.message());
    attribute("type", "expectation");
    xml.writeCharacters(
        printable("\n" + String.join("\n", FailureText.lines(result, Style.PLAIN)) + "\n"));
    xml.writeEndElement();
  }

  private void counts(int tests, int failures) throws XMLStreamException {
    attribute("tests", String.valueOf(tests));
    attribute("failures", String.valueOf(failures));
    attribute("errors", "0");
    attribute("skipped", "0");
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, printable(value));
  }

  private void line(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.3f", took.toNanos() / 1e9);
  }

  /** XML has no place for most control characters, nor for halves of others. */
  private static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().map(c -> isPrintable(c) ? c : 0xFFFD).forEach(out::appendCodePoint);
    return out.toString();
  }

  private static boolean isPrintable(int c) {
    if (c < ' ') {
      return c == '\n' || c == '\t';
    }
    return !(c >= 0xD800 && c < 0xE000) && c != 0xFFFE && c != 0xFFFF;
  }
}
