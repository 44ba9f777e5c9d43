package dev.sojourn.cli.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sojourn.local.StoredProfile;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A CSV file with a column for each attribute that anybody has. Which there are is known only at
 * the end: until then profiles lie in a temporary file, which nobody else can read.
 */
final class CsvExport implements ExportWriter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONSENT = "consent:";
  private static final String SUPPRESSED = "suppressed:";
  private static final String ATTRIBUTE = "attribute:";

  private final OutputStream out;
  private final Path spilled = Files.createTempFile("sojourn-export", ".jsonl.gz");
  private final JsonExport spill;
  private final Map<String, CsvColumn> attributes = new TreeMap<>();
  private final TreeSet<String> consents = new TreeSet<>();
  private final TreeSet<String> suppressed = new TreeSet<>();

  CsvExport(OutputStream out) throws IOException {
    this.out = out;
    this.spill =
        new JsonExport(
            new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(spilled))));
  }

  @Override
  public void write(StoredProfile profile) throws IOException {
    spill.write(profile);
    profile
        .attributes()
        .forEach(
            (name, value) ->
                attributes
                    .computeIfAbsent(name, n -> new CsvColumn())
                    .see(JSON.valueToTree(value)));
    consents.addAll(profile.consents().keySet());
    suppressed.addAll(profile.suppressed());
  }

  @Override
  public void finish() throws IOException {
    spill.close();
    row(header());
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(spilled)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        row(cells(JSON.readTree(line)));
      }
    }
    out.flush();
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(List.of(KEY));
    attributes.keySet().forEach(name -> header.add(column(name)));
    consents.forEach(medium -> header.add(CONSENT + medium));
    suppressed.forEach(medium -> header.add(SUPPRESSED + medium));
    header.add(AUDIENCES);
    header.add(FIRST_SEEN);
    return header;
  }

  /** An attribute's own name, unless another column is called so. */
  private static String column(String attribute) {
    boolean taken =
        attribute.isEmpty()
            || List.of(KEY, AUDIENCES, FIRST_SEEN).contains(attribute)
            || attribute.startsWith(CONSENT)
            || attribute.startsWith(SUPPRESSED)
            || attribute.startsWith(ATTRIBUTE);
    return taken ? ATTRIBUTE + attribute : attribute;
  }

  private List<String> cells(JsonNode profile) {
    List<String> cells = new ArrayList<>();
    cells.add(profile.path(KEY).textValue());
    attributes.forEach(
        (name, column) -> {
          JsonNode value = profile.path(JsonExport.ATTRIBUTES).path(name);
          cells.add(value.isMissingNode() ? "" : column.cell(value));
        });
    consents.forEach(medium -> cells.add(profile.path(JsonExport.CONSENTS).path(medium).asText()));
    suppressed.forEach(
        medium -> cells.add(profile.path(JsonExport.SUPPRESSIONS).path(medium).asText()));
    List<String> audiences = new ArrayList<>();
    profile.path(AUDIENCES).forEach(name -> audiences.add(name.textValue()));
    cells.add(String.join("|", audiences));
    cells.add(profile.path(FIRST_SEEN).asText());
    return cells;
  }

  private void row(List<String> cells) throws IOException {
    StringBuilder line = new StringBuilder();
    for (String cell : cells) {
      line.append(line.isEmpty() ? "" : ",").append(quoted(cell));
    }
    out.write(line.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String quoted(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      if (",\"\r\n".indexOf(cell.charAt(i)) >= 0) {
        return '"' + cell.replace("\"", "\"\"") + '"';
      }
    }
    return cell;
  }

  @Override
  public Map<String, Object> mapping() {
    Map<String, Object> columns = new LinkedHashMap<>();
    attributes.forEach(
        (name, column) ->
            columns.put(column(name), Map.of("attribute", name, "type", column.type().label())));
    consents.forEach(medium -> columns.put(CONSENT + medium, Map.of("consent", medium)));
    suppressed.forEach(medium -> columns.put(SUPPRESSED + medium, Map.of("suppression", medium)));
    Map<String, Object> mapping = new LinkedHashMap<>();
    mapping.put("key", KEY);
    mapping.put("columns", columns);
    mapping.put("others", "ignore");
    return mapping;
  }

  @Override
  public void close() throws IOException {
    try {
      spill.close();
      out.close();
    } finally {
      Files.deleteIfExists(spilled);
    }
  }
}
