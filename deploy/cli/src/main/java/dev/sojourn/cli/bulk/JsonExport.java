package dev.sojourn.cli.bulk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.local.StoredProfile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** A JSON object in each line. */
final class JsonExport implements ExportWriter {
  static final String ATTRIBUTES = "attributes";
  static final String CONSENTS = "consents";
  static final String SUPPRESSIONS = "suppressions";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final OutputStream out;

  JsonExport(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(StoredProfile profile) throws IOException {
    ObjectNode line = JSON.createObjectNode().put(KEY, profile.key());
    line.set(ATTRIBUTES, JSON.valueToTree(profile.attributes()));
    line.set(CONSENTS, JSON.valueToTree(profile.consents()));
    ObjectNode suppressions = line.putObject(SUPPRESSIONS);
    profile.suppressed().forEach(medium -> suppressions.put(medium, true));
    line.set(AUDIENCES, JSON.valueToTree(profile.audiences()));
    profile.firstSeen().ifPresent(moment -> line.put(FIRST_SEEN, moment.toString()));
    out.write(JSON.writeValueAsBytes(line));
    out.write('\n');
  }

  @Override
  public void finish() {}

  @Override
  public Map<String, Object> mapping() {
    return nested();
  }

  /** The mapping of formats in which attributes are an object of their own. */
  static Map<String, Object> nested() {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put(ATTRIBUTES, Map.of("each", "attributes"));
    columns.put(CONSENTS, Map.of("each", "consents"));
    columns.put(SUPPRESSIONS, Map.of("each", "suppressions"));
    Map<String, Object> mapping = new LinkedHashMap<>();
    mapping.put("key", KEY);
    mapping.put("columns", columns);
    mapping.put("others", "ignore");
    return mapping;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
