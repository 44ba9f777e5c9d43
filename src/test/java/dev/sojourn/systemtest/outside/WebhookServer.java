package dev.sojourn.systemtest.outside;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A provider over HTTP that remembers every call, and answers as its script says. */
public final class WebhookServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Collection<Call> calls = new ConcurrentLinkedQueue<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Function<Call, Integer> script;

  /**
   * A call as it arrived.
   *
   * @param nanos when it arrived, by {@link System#nanoTime}
   */
  public record Call(
      long nanos, String method, String path, String idempotencyKey, String bearer, String body) {}

  /** Accepts everything. */
  public WebhookServer() {
    this(call -> 200);
  }

  /**
   * @param script the status with which a call is answered
   */
  public WebhookServer(Function<Call, Integer> script) {
    this.script = script;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    long now = System.nanoTime();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Call call =
        new Call(
            now,
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            header(exchange, "Idempotency-Key"),
            header(exchange, "Authorization"),
            body);
    calls.add(call);
    byte[] answer = answers.getOrDefault(call.path(), "").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(script.apply(call), answer.length == 0 ? -1 : answer.length);
    if (answer.length > 0) {
      exchange.getResponseBody().write(answer);
    }
    exchange.close();
  }

  /** Has calls of a path answered with a body. */
  public void answer(String path, String body) {
    answers.put(path, body);
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** All calls so far. */
  public List<Call> calls() {
    return new ArrayList<>(calls);
  }

  /** How many calls came with each idempotency key. */
  public Map<String, Integer> callsByKey() {
    Map<String, Integer> counts = new TreeMap<>();
    calls.forEach(call -> counts.merge(call.idempotencyKey(), 1, Integer::sum));
    return counts;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
