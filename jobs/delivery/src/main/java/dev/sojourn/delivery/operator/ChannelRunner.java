package dev.sojourn.delivery.operator;

import dev.sojourn.avro.MessageRequest;
import dev.sojourn.avro.Recall;
import dev.sojourn.connector.Delivery;
import dev.sojourn.connector.Outcome;
import dev.sojourn.delivery.channel.ChannelShard;
import dev.sojourn.delivery.channel.Final;
import dev.sojourn.delivery.channel.Move;
import dev.sojourn.delivery.channel.Ticket;
import dev.sojourn.delivery.channel.Verdict;
import dev.sojourn.delivery.definition.TemplateSpec;
import dev.sojourn.delivery.stream.ChannelInput;
import dev.sojourn.delivery.template.RenderException;
import dev.sojourn.schemas.codec.RecordDecoder;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * Runs one channel: keeps its requests in state, does what its {@link ChannelShard} decides, and
 * brings answers back to it. All methods run on the task's thread with the channel as the key at
 * hand.
 *
 * <p>What a crash means, until the ledger (D7) is there: a request whose attempt was under way at
 * the checkpoint from which the job comes back, or began after it, is attempted again. If the
 * provider had taken it, it gets it twice, under the same idempotency key. The ledger goes where
 * {@link #attempt} and {@link #answered} say so.
 */
final class ChannelRunner {

  /**
   * How much is done before the task's thread is given back: mails, checkpoints and other channels
   * wait no longer than this takes.
   */
  private static final int MOVES_AT_ONCE = 200;

  /** An id is remembered for this long after its request's expiry (D1). */
  static final long REMEMBERED_MILLIS = RememberedIds.HOUR_MILLIS;

  /**
   * For how long a recall waits for a request that has not come: the longest usual expiry, and what
   * comes after it.
   */
  static final long EARLY_RECALL_MILLIS = 72 * RememberedIds.HOUR_MILLIS + REMEMBERED_MILLIS;

  private final String channel;
  private final Host host;
  private final RequestStore store;
  private final RememberedIds ids;
  private final ChannelShard shard;
  private final RecordDecoder decoder;
  private final Messages messages;
  private final Reports reports;
  private final ChannelServices services;
  private ChannelMetrics metrics;
  private final ChannelSetup setup;
  private final Alarm alarm;
  private final Wake wake;
  private final long patienceMillis;
  private boolean goingOn;

  ChannelRunner(
      String channel, Host host, KeyedStates states, ChannelShard shard, ChannelServices services)
      throws Exception {
    this.channel = channel;
    this.host = host;
    this.shard = shard;
    this.services = services;
    this.decoder = services.decoder();
    this.messages = services.messages();
    this.reports = services.reports();
    this.setup = new ChannelSetup(channel, shard, services);
    this.metrics = services.metrics().of(channel);
    this.alarm = new Alarm(channel, shard, setup);
    this.wake = new Wake(channel, host, this::drive);
    this.store = new RequestStore(states);
    this.ids = new RememberedIds(states);
    this.patienceMillis = services.patience().toMillis();
    for (Ticket ticket : store.tickets()) {
      shard.add(ticket, patientUntil());
    }
    refresh();
  }

  private void refresh() {
    setup.refresh();
    if (setup.wasLive()) {
      metrics = services.metrics().published(channel, alarm);
    }
  }

  /** Definitions have changed. */
  void definitionsChanged() throws Exception {
    refresh();
    shard.unpark();
    drive();
  }

  /** A request or a recall has come. */
  void accept(ChannelInput input) throws Exception {
    SpecificRecord record = decoder.decode(input.value());
    if (record instanceof Recall recall) {
      recall(recall.getRequestId());
    } else {
      request((MessageRequest) record, input);
    }
    drive();
  }

  private void request(MessageRequest request, ChannelInput input) throws Exception {
    String id = request.getId();
    long rememberedUntil = later(request.getExpiresAt().toEpochMilli(), REMEMBERED_MILLIS);
    RememberedIds.Memory memory = ids.recall(id);
    if (memory == RememberedIds.Memory.HANDLED) { // D1
      metrics.duplicate();
      return;
    }
    if (input.logTime() > rememberedUntil) {
      // D1: written later than its id is remembered. Merely read as late, it is reported as
      // expired.
      metrics.lateReplay();
      return;
    }
    ids.handled(id, rememberedUntil, host.now());
    Ticket ticket = Tickets.of(request);
    store.put(ticket, input.value());
    shard.add(
        memory == RememberedIds.Memory.RECALLED_BEFORE ? ticket.takenBack() : ticket,
        patientUntil());
  }

  private void recall(String id) throws Exception {
    Optional<Verdict> verdict = shard.recall(id);
    if (verdict.isPresent()) {
      carryOut(verdict.get());
    } else if (ids.recall(id) == RememberedIds.Memory.NEW) {
      ids.recalledBefore(id, host.now() + EARLY_RECALL_MILLIS, host.now());
    }
  }

  /** Does what there is to do now, and sees to it that it is called when there is more. */
  void drive() throws Exception {
    ids.forget(host.now());
    long next = Math.min(work(), ids.nextForgetting());
    if (next <= host.now()) {
      goOn();
    } else if (shard.isIdle() && !setup.wasLive()) {
      // A name that is no channel's: any number of them may come.
      wake.at(Long.MAX_VALUE);
      host.dismiss(channel, next);
    } else {
      wake.at(next);
    }
    alarm.update(host.now());
  }

  /** Makes a bounded number of moves; gives the time of the next. */
  private long work() throws Exception {
    for (int i = 0; i < MOVES_AT_ONCE; i++) {
      Move move = shard.next(host.now());
      if (move instanceof Move.Rest rest) {
        return rest.until();
      } else if (move instanceof Move.Render render) {
        render(render.ticket());
      } else if (move instanceof Move.Postpone postpone) {
        store.update(postpone.ticket());
      } else if (move instanceof Move.End end) {
        end(end.ticket(), end.result());
      }
    }
    return host.now();
  }

  /** There is more to do at once; what else waits for the task's thread comes first. */
  private void goOn() {
    if (!goingOn) {
      goingOn = true;
      host.soon(
          channel,
          () -> {
            goingOn = false;
            drive();
          });
    }
  }

  private void render(Ticket ticket) throws Exception {
    MessageRequest request = requestOf(ticket);
    Optional<TemplateSpec> template = messages.template(request);
    if (template.isEmpty()) {
      shard.park(ticket);
      return;
    }
    Map<String, String> parts;
    try {
      parts = messages.render(request, template.get(), setup.connection().factory());
    } catch (RenderException failure) { // D9
      shard.end(ticket);
      end(ticket, Final.failed(ticket.attempts(), "render", failure.getMessage()));
      return;
    }
    if (ticket.dry()) {
      shard.end(ticket);
      end(ticket, Final.of(Final.Status.DRY, ticket));
      return;
    }
    attempt(ticket, request, parts);
  }

  /**
   * D7: the claim comes here, between the slot and the call: the call is made once the claim is
   * durable.
   */
  private void attempt(Ticket ticket, MessageRequest request, Map<String, String> parts) {
    shard.begin(ticket, host.now());
    Delivery delivery =
        new Delivery(
            ticket.id(),
            request.getProfile(),
            request.getAddress(),
            parts,
            ticket.attempts() + 1,
            setup.timeout());
    Connection connection = setup.connection();
    connection.send(
        delivery,
        outcome ->
            host.soon(
                channel,
                () -> {
                  connection.ended();
                  answered(ticket.id(), outcome);
                }));
  }

  /** D7: the outcome goes to the ledger here, before the request's state changes. */
  private void answered(String id, Outcome outcome) throws Exception {
    metrics.attempted(outcome);
    carryOut(shard.answered(id, outcome, host.now(), patientUntil()));
    drive();
  }

  private void carryOut(Verdict verdict) throws Exception {
    if (verdict instanceof Verdict.Done done) {
      end(done.ticket(), done.result());
    } else if (verdict instanceof Verdict.Again again) {
      store.update(again.ticket());
    }
  }

  /**
   * D8: the report and the removal are one step of state, so that each request has one final
   * report.
   */
  private void end(Ticket ticket, Final result) throws Exception {
    Reports.Report report = reports.report(requestOf(ticket), result, host.now());
    host.emit(report.record());
    store.remove(ticket.id());
    metrics.ended(report.result());
  }

  private MessageRequest requestOf(Ticket ticket) throws Exception {
    return (MessageRequest) decoder.decode(store.request(ticket.id()));
  }

  /** An expiry may be anything; what is later than time itself is its end. */
  private static long later(long time, long millis) {
    return time > Long.MAX_VALUE - millis ? Long.MAX_VALUE : time + millis;
  }

  private long patientUntil() {
    return host.now() + patienceMillis;
  }

  /** Ends all calls in flight; their answers are not waited for. */
  void close() {
    setup.close();
  }
}
