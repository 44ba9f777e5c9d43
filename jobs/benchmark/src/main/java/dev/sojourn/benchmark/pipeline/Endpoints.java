package dev.sojourn.benchmark.pipeline;

import java.net.URI;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/** Where broker and registry listen. */
public record Endpoints(String bootstrapServers, URI registry) {

  /** A client for topics and offsets; to be closed by the caller. */
  public Admin admin() {
    return Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }
}
