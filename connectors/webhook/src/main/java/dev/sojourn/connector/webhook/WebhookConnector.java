package dev.sojourn.connector.webhook;

import dev.sojourn.connector.ChannelConnector;
import dev.sojourn.connector.Delivery;
import dev.sojourn.connector.Outcome;
import dev.sojourn.connector.Secrets;
import dev.sojourn.connector.Secrets.MissingSecretException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One HTTP call a message. Redirects are not followed; no more of an answer is read than {@link
 * Answers} needs. The time limit covers the whole call, its body too, and breaks the connection
 * off.
 */
final class WebhookConnector implements ChannelConnector {

  static final String BODY = "body";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final WebhookSettings settings;
  private final Secrets secrets;
  private final Answers answers;
  private final ExecutorService executor;
  private final ScheduledThreadPoolExecutor limits;
  private final HttpClient client;
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  WebhookConnector(WebhookSettings settings, Secrets secrets) {
    this.settings = settings;
    this.secrets = secrets;
    this.answers = new Answers(settings.providerId(), settings.answer());
    this.executor = Executors.newFixedThreadPool(2, task -> daemon(task, "webhook-http"));
    this.limits = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "webhook-time-limit"));
    // Nearly every call is answered before its limit: keeping those tasks would hold the calls'
    // memory.
    limits.setRemoveOnCancelPolicy(true);
    this.client =
        HttpClient.newBuilder()
            .executor(executor)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public CompletableFuture<Outcome> send(Delivery delivery) {
    if (closed) {
      return CompletableFuture.completedFuture(closing());
    }
    String body = delivery.parts().get(BODY);
    if (body == null) {
      return refused(
          new Outcome.Permanent("content-missing", "the template has no part '" + BODY + "'"));
    }
    HttpRequest.Builder request;
    try {
      request = request(body, delivery.timeout());
    } catch (MissingSecretException missing) {
      return refused(new Outcome.Misconfigured("secret-missing", missing.getMessage()));
    } catch (IllegalArgumentException invalid) {
      // The message may show a secret, so it is not passed on.
      return refused(
          new Outcome.Misconfigured(
              "configuration-invalid", "url or a header is invalid with its secrets filled in"));
    }
    try {
      request.setHeader(settings.idempotencyHeader(), delivery.requestId());
    } catch (IllegalArgumentException invalid) {
      return refused(
          new Outcome.Permanent("request-id-invalid", "the request's id cannot stand in a header"));
    }
    return new Call(request.build(), delivery.timeout()).result;
  }

  private static CompletableFuture<Outcome> refused(Outcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }

  private HttpRequest.Builder request(String body, Duration timeout) {
    URI uri = URI.create(secrets.resolve(settings.url()));
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(uri)
            .timeout(timeout)
            // Without TLS, HTTP/2 would be asked for by an upgrade header, over which simple
            // servers stumble.
            .version(
                "https".equalsIgnoreCase(uri.getScheme())
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .method(settings.method(), BodyPublishers.ofString(body))
            .setHeader("Content-Type", settings.contentType());
    for (Map.Entry<String, String> header : settings.headers().entrySet()) {
      builder.setHeader(header.getKey(), secrets.resolve(header.getValue()));
    }
    if (settings.bearerToken().isPresent()) {
      builder.setHeader(
          "Authorization", "Bearer " + secrets.resolve(settings.bearerToken().get()).strip());
    }
    return builder;
  }

  @Override
  public void close() {
    closed = true;
    for (Call call : calls) {
      call.end(closing());
    }
    limits.shutdownNow();
    executor.shutdown();
  }

  private static Outcome closing() {
    return new Outcome.Transient("connector-closed", "the channel's connector was closed");
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** One call in flight. */
  private final class Call {
    private final CompletableFuture<Outcome> result = new CompletableFuture<>();
    private final CompletableFuture<HttpResponse<byte[]>> exchange;
    private final Future<?> limit;

    Call(HttpRequest request, Duration timeout) {
      calls.add(this);
      exchange = client.sendAsync(request, answer -> new BoundedBody(answers.bytesToRead()));
      limit = scheduleLimit(timeout);
      CompletableFuture<HttpResponse<byte[]>> unused =
          exchange.whenComplete(
              (response, failure) ->
                  end(
                      failure != null
                          ? answers.of(failure)
                          : answers.of(
                              response.statusCode(),
                              response.headers(),
                              response.body(),
                              Instant.now())));
      if (closed) {
        end(closing());
      }
    }

    private Future<?> scheduleLimit(Duration timeout) {
      try {
        return limits.schedule(
            () -> end(Answers.timedOut()), timeout.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException closing) {
        return CompletableFuture.completedFuture(null);
      }
    }

    void end(Outcome outcome) {
      calls.remove(this);
      result.complete(outcome);
      // Null if the time limit passes before the constructor has ended.
      if (limit != null) {
        limit.cancel(false);
      }
      exchange.cancel(true);
    }
  }
}
