package dev.sojourn.benchmark.workload;

/**
 * The eight things that customers of the shop do, with how often they do each. All but {@link
 * #PAGE_LEFT} are named by some rule.
 */
public enum EventType {
  PRODUCT_VIEWED("product.viewed", 340),
  CART_UPDATED("cart.updated", 125),
  SEARCH_PERFORMED("search.performed", 120),
  APP_OPENED("app.opened", 190),
  ORDER_PLACED("order.placed", 35),
  MAIL_OPENED("mail.opened", 65),
  ORDER_RETURNED("order.returned", 5),
  PAGE_LEFT("page.left", 120);

  private static final EventType[] BY_PER_MILLE = byPerMille();

  private final String label;
  private final int perMille;

  EventType(String label, int perMille) {
    this.label = label;
    this.perMille = perMille;
  }

  /** As it stands in events and rules. */
  public String label() {
    return label;
  }

  /** The type at a place between 0 and 999, each type having as many places as its share. */
  static EventType at(int place) {
    return BY_PER_MILLE[place];
  }

  private static EventType[] byPerMille() {
    EventType[] places = new EventType[1_000];
    int at = 0;
    for (EventType type : values()) {
      for (int i = 0; i < type.perMille; i++) {
        places[at++] = type;
      }
    }
    return places;
  }
}
