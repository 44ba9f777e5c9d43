package dev.sojourn.systemtest.outside;

import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A shop's customers, the same ones in every run: they look at pages, fill carts, and order some of
 * them. Every fiftieth event is sent twice. Not thread-safe.
 */
public final class Customers {
  private final OutsideProducer producer;
  private final Random random;
  private final int people;
  private int made;
  private ProducerRecord<byte[], byte[]> last;

  /**
   * @param people how many there are
   * @param seed another one, other customers
   */
  public Customers(OutsideProducer producer, int people, long seed) {
    this.producer = producer;
    this.people = people;
    this.random = new Random(seed);
  }

  /** Tells the shop everybody's names and addresses. */
  public void introduce() {
    for (int person = 0; person < people; person++) {
      producer.attributes(
          name(person),
          "introduction-" + person,
          Map.of("firstName", "Name" + person, "email", name(person) + "@example.com"));
    }
    producer.flush();
  }

  /** The next event, made now. */
  public ProducerRecord<byte[], byte[]> next() {
    made++;
    if (last != null && made % 50 == 0) {
      return last;
    }
    int person = random.nextInt(people);
    int cart = random.nextInt(3);
    String cartId = "cart-" + person + "-" + cart;
    int dice = random.nextInt(10);
    if (dice < 2) {
      last =
          event(
              person, "cart.updated", Map.of("cartId", cartId, "items", (long) random.nextInt(4)));
    } else if (dice < 3) {
      last = event(person, "order.placed", Map.of("cartId", cartId, "orderId", "order-" + made));
    } else {
      last = event(person, "page.viewed", Map.of("seconds", (long) random.nextInt(20)));
    }
    return last;
  }

  private ProducerRecord<byte[], byte[]> event(int person, String type, Map<String, ?> properties) {
    // Clocks of producers differ: up to two seconds early or late.
    long occurredAt = System.currentTimeMillis() + random.nextInt(4_000) - 2_000;
    return producer.signal(
        name(person),
        "CustomerEvent",
        Map.of(
            "type", type,
            "id", "event-" + made,
            "occurredAt", occurredAt,
            "properties", properties));
  }

  private static String name(int person) {
    return "person-" + person;
  }
}
