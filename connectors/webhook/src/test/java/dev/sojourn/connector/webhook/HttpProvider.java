package dev.sojourn.connector.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sojourn.connector.testkit.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server that answers as it is told. */
final class HttpProvider implements Provider {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger pending = new AtomicInteger();
  private final Object lock = new Object();
  private Behaviour behaviour = Behaviour.ACCEPT;
  private volatile int status = 200;
  private volatile Map<String, String> answerHeaders = Map.of();
  private volatile byte[] answer =
      "{\"message\": {\"id\": \"p-1\"}}".getBytes(StandardCharsets.UTF_8);

  HttpProvider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/messages";
  }

  /** Answers with this from now on. */
  void answer(int code, Map<String, String> headers, String body) {
    answer(code, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers with this from now on. */
  void answer(int code, Map<String, String> headers, byte[] body) {
    status = code;
    answerHeaders = headers;
    answer = body;
  }

  @Override
  public Map<String, Object> configuration() {
    return Map.of("type", "webhook", "url", url(), "providerId", "/message/id");
  }

  @Override
  public Map<String, Object> configurationWithSecret(String reference) {
    Map<String, Object> configuration = new HashMap<>(configuration());
    configuration.put("bearerToken", reference);
    return configuration;
  }

  @Override
  public Optional<Map<String, Object>> configurationWithAnswers() {
    Map<String, Object> configuration = new HashMap<>(configuration());
    configuration.put("answer", Map.of("from", "/result", "maxBytes", (long) LONGEST_ANSWER));
    return Optional.of(configuration);
  }

  @Override
  public void behave(Behaviour next) {
    synchronized (lock) {
      behaviour = next;
      lock.notifyAll();
    }
    switch (next) {
      case FAIL_FOR_NOW -> answer(500, Map.of(), "oops");
      case REFUSE -> answer(422, Map.of(), "no");
      case THROTTLE -> answer(429, Map.of(), "slow down");
      case THROTTLE_WITH_TIME ->
          answer(429, Map.of("Retry-After", String.valueOf(RETRY_AFTER_SECONDS)), "slow down");
      case ANSWER -> answer(200, Map.of(), result(json(ANSWER)));
      case ANSWER_UNREADABLE -> answer(200, Map.of("Content-Type", "text/html"), "<p>welcome");
      case ANSWER_TOO_LARGE ->
          answer(200, Map.of(), result(json(Map.of("text", "x".repeat(LONGEST_ANSWER)))));
      default -> answer(200, Map.of(), "{\"message\": {\"id\": \"p-1\"}}");
    }
  }

  private static String result(String json) {
    return "{\"message\": {\"id\": \"p-1\"}, \"result\": " + json + "}";
  }

  private static String json(Map<String, Object> values) {
    try {
      return new ObjectMapper().writeValueAsString(values);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Override
  public Set<Behaviour> behaviours() {
    return Set.of(Behaviour.values());
  }

  @Override
  public List<Received> received() {
    return received;
  }

  @Override
  public int pending() {
    return pending.get();
  }

  @Override
  public void close() {
    behave(Behaviour.ACCEPT);
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Behaviour now = waitWhileHanging();
    if (now == Behaviour.DROP) {
      exchange.close();
      return;
    }
    Map<String, List<String>> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    List<String> authorization = headers.get("authorization");
    boolean refused =
        now == Behaviour.REFUSE_CREDENTIALS
            || (authorization != null && !authorization.equals(List.of("Bearer " + SECRET)));
    int code = refused ? 401 : status;
    if (code < 300) {
      String key = String.join(",", headers.getOrDefault("idempotency-key", List.of()));
      received.add(new Received(key, List.of(), headers, body));
    }
    answerHeaders.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.sendResponseHeaders(code, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private Behaviour waitWhileHanging() throws IOException {
    pending.incrementAndGet();
    synchronized (lock) {
      try {
        while (behaviour == Behaviour.HANG) {
          lock.wait();
        }
        return behaviour;
      } catch (InterruptedException interrupted) {
        throw new IOException(interrupted);
      } finally {
        pending.decrementAndGet();
      }
    }
  }
}
