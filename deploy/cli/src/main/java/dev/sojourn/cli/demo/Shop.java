package dev.sojourn.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The shop's customers at work: they register, look at products, fill carts, buy or do not, send
 * things back, forget passwords. Who does what, and after how long, follows from the seed; only the
 * moments at which it happens are the clock's.
 */
final class Shop implements AutoCloseable, Runnable {
  /** Events of one visit, on average; measured, to meet a rate. */
  private static final double EVENTS_PER_VISIT = 8.1;

  private static final List<String> PRODUCTS =
      List.of(
          "Aeropress",
          "Backpack",
          "Camping stove",
          "Desk lamp",
          "Espresso cups",
          "Field notes",
          "Gravel bike",
          "Headphones",
          "Ice axe",
          "Jacket",
          "Kettle",
          "Lantern",
          "Merino socks",
          "Notebook",
          "Oven mitts",
          "Pocket knife",
          "Quilt",
          "Rain boots",
          "Sleeping bag",
          "Tea pot",
          "Umbrella",
          "Vase",
          "Wool hat",
          "Yoga mat");

  private final ShopLog log;
  private final int customers;
  private final double rate;
  private final long seed;
  private final Random random;
  private final String run;
  private final BitSet registered;
  private final PriorityQueue<Planned> plan =
      new PriorityQueue<>(
          (a, b) -> a.at == b.at ? Long.compare(a.sequence, b.sequence) : Long.compare(a.at, b.at));
  private final AtomicLong written = new AtomicLong();
  private final Thread thread = new Thread(this, "demo-shop");
  private long sequence;
  private volatile boolean open = true;

  /**
   * @param at ms since the shop opened
   */
  private record Planned(
      long at, long sequence, Customer customer, String type, Map<String, Object> properties) {}

  /**
   * @param customers how many there are
   * @param rate events per second, about
   * @param run makes the events' ids different from those of earlier runs
   */
  Shop(ShopLog log, int customers, double rate, long seed, String run) {
    this.log = log;
    this.customers = customers;
    this.rate = rate;
    this.seed = seed;
    this.random = new Random(seed);
    this.run = run;
    this.registered = new BitSet(customers);
  }

  void open() {
    thread.setDaemon(true);
    thread.start();
  }

  /** How many events have been written. */
  long written() {
    return written.get();
  }

  @Override
  public void run() {
    long opened = System.nanoTime();
    double visitsPerMilli = rate / EVENTS_PER_VISIT / 1_000;
    double nextVisit = 0;
    while (open) {
      long now = Duration.ofNanos(System.nanoTime() - opened).toMillis();
      while (nextVisit <= now) {
        planVisit((long) nextVisit);
        nextVisit += -Math.log(1 - random.nextDouble()) / visitsPerMilli;
      }
      while (!plan.isEmpty() && plan.peek().at <= now) {
        write(plan.poll());
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private void planVisit(long start) {
    int number = random.nextInt(customers);
    Customer customer = Customer.of(number, seed);
    long at = start;
    if (!registered.get(number)) {
      registered.set(number);
      plan(
          at,
          customer,
          "customer.registered",
          Map.of("source", pick(List.of("web", "app", "store"))));
      at += 200;
    }
    plan(
        at,
        customer,
        "page.viewed",
        Map.of("page", "home", "device", pick(List.of("ios", "android", "web"))));
    planForgottenPassword(at, customer);
    List<String> seen = new ArrayList<>();
    for (int views = 1 + random.nextInt(5); views > 0; views--) {
      at += 300 + random.nextInt(1_500);
      String product = pick(PRODUCTS);
      seen.add(product);
      plan(at, customer, "product.viewed", Map.of("product", product, "price", price(product)));
    }
    if (random.nextInt(10) < 7) {
      planCart(at, customer, seen);
    }
  }

  private void planCart(long from, Customer customer, List<String> seen) {
    String cart = run + "-cart-" + sequence;
    long at = from;
    double total = 0;
    int items = 0;
    List<Object> lines = new ArrayList<>();
    for (String product : seen.subList(0, 1 + random.nextInt(seen.size()))) {
      at += 300 + random.nextInt(1_000);
      items++;
      total += price(product);
      lines.add(log.object(Map.of("product", product, "price", price(product), "quantity", 1L)));
      plan(
          at,
          customer,
          "cart.updated",
          Map.of(
              "cartId",
              cart,
              "items",
              (long) items,
              "total",
              cents(total),
              "product",
              product,
              "lines",
              List.copyOf(lines)));
    }
    if (random.nextInt(10) < 5) {
      at += 500 + random.nextInt(4_000);
      String order = run + "-order-" + sequence;
      Map<String, Object> placed =
          Map.of(
              "orderId",
              order,
              "cartId",
              cart,
              "items",
              (long) items,
              "total",
              cents(total),
              "currency",
              "EUR");
      plan(at, customer, "order.placed", placed);
      planParcel(at, customer, order);
      if (random.nextInt(12) == 0) {
        at += 5_000 + random.nextInt(20_000);
        plan(
            at,
            customer,
            "order.returned",
            Map.of("orderId", order, "total", cents(total), "reason", "changed my mind"));
      }
    }
  }

  /** Most parcels arrive, some late. */
  private void planParcel(long from, Customer customer, String order) {
    long at = from + 3_000 + random.nextInt(7_000);
    plan(
        at,
        customer,
        "order.shipped",
        Map.of(
            "orderId",
            order,
            "carrier",
            pick(List.of("Swift", "Snail")),
            "trackingUrl",
            "https://tracking.example/" + order));
    if (random.nextInt(12) > 0) {
      at += 10_000 + random.nextInt(50_000);
      plan(at, customer, "order.delivered", Map.of("orderId", order));
    }
  }

  /** Somebody in fifty does not know the password any more. */
  private void planForgottenPassword(long from, Customer customer) {
    if (random.nextInt(50) > 0) {
      return;
    }
    String reset = run + "-reset-" + sequence;
    plan(
        from,
        customer,
        "password.reset.requested",
        Map.of("resetId", reset, "link", "https://shop.example/reset/" + reset));
    if (random.nextInt(5) > 0) {
      plan(from + 5_000 + random.nextInt(20_000), customer, "password.changed", Map.of());
    }
  }

  private void plan(long at, Customer customer, String type, Map<String, Object> properties) {
    plan.add(new Planned(at, sequence++, customer, type, properties));
  }

  private void write(Planned planned) {
    Customer customer = planned.customer;
    long now = System.currentTimeMillis();
    if (planned.type.equals("customer.registered")) {
      log.update(
          customer.key(),
          run + "-u" + planned.sequence,
          now,
          customer.attributes(),
          customer.consents());
    }
    log.event(
        customer.key(),
        planned.type,
        run + "-e" + planned.sequence,
        now,
        new HashMap<>(planned.properties));
    written.incrementAndGet();
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static double price(String product) {
    return cents(5 + Math.floorMod(product.hashCode(), 9_500) / 100.0);
  }

  private static double cents(double amount) {
    return Math.round(amount * 100) / 100.0;
  }

  /** Closes the shop and its log; what is planned and not due is not written. */
  @Override
  public void close() {
    open = false;
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }
}
