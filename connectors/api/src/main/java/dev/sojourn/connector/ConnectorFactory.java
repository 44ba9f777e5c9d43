package dev.sojourn.connector;

import java.util.List;
import java.util.Map;

/**
 * Makes connectors of one type. Found by {@link java.util.ServiceLoader}; needs a public
 * constructor without parameters.
 */
public interface ConnectorFactory {

  /**
   * The type as it stands in a Channel document's {@code spec.connector.type}, for example {@code
   * webhook}.
   */
  String type();

  /**
   * The names of the parts that a template for this connector may have, for example {@code
   * subject}, {@code text}, {@code html}.
   */
  List<Part> parts();

  /**
   * What is wrong with a configuration; empty if nothing. Does not connect. Secrets are still
   * references here.
   *
   * @param configuration the document's {@code spec.connector}, as Boolean, Long, Double, String,
   *     List and Map
   */
  List<String> check(Map<String, Object> configuration);

  /**
   * Makes a connector. Does not connect yet, so it does not fail because a provider is down.
   *
   * @param configuration as for {@link #check}
   * @param secrets resolves references such as {@code ${env:SMTP_PASSWORD}}; asked at each use, so
   *     that secrets rotate without a restart
   * @throws IllegalArgumentException if the configuration is one that {@link #check} refuses
   */
  ChannelConnector create(Map<String, Object> configuration, Secrets secrets);

  /**
   * A part of a template.
   *
   * @param escaping how values are escaped when they are put in
   */
  record Part(String name, boolean required, Escaping escaping) {}

  /** How values are escaped in a part. */
  enum Escaping {
    NONE,
    HTML,
    JSON
  }
}
