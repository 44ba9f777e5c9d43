package dev.sojourn.delivery.operator;

import dev.sojourn.delivery.channel.Ticket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;

/**
 * The requests of a channel that have no final outcome yet, durable: a small ticket, rewritten
 * after each attempt, and the request as it came. Two maps, since a restore reads all tickets and
 * no request. An entry lives from the request's arrival to its final report.
 */
final class RequestStore {

  static final MapStateDescriptor<String, byte[]> TICKETS =
      new MapStateDescriptor<>(
          "tickets", StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);
  static final MapStateDescriptor<String, byte[]> REQUESTS =
      new MapStateDescriptor<>(
          "requests", StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);

  private final MapState<String, byte[]> tickets;
  private final MapState<String, byte[]> requests;

  RequestStore(KeyedStates states) throws Exception {
    tickets = states.of(TICKETS);
    requests = states.of(REQUESTS);
  }

  /** Keeps a new request. */
  void put(Ticket ticket, byte[] request) throws Exception {
    requests.put(ticket.id(), request);
    update(ticket);
  }

  /** Keeps a ticket that has changed. */
  void update(Ticket ticket) throws Exception {
    tickets.put(ticket.id(), TicketFormat.write(ticket));
  }

  /** A request that is here, as it came. */
  byte[] request(String id) throws Exception {
    byte[] request = requests.get(id);
    if (request == null) {
      throw new IOException("the state has a ticket and no request: " + id);
    }
    return request;
  }

  /** Its final report is out. */
  void remove(String id) throws Exception {
    tickets.remove(id);
    requests.remove(id);
  }

  /** All tickets of the channel. */
  List<Ticket> tickets() throws Exception {
    List<Ticket> all = new ArrayList<>();
    for (Map.Entry<String, byte[]> entry : tickets.entries()) {
      all.add(TicketFormat.read(entry.getKey(), entry.getValue()));
    }
    return all;
  }
}
