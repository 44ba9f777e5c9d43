package dev.sojourn.benchmark.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * What is live in the shop: 100 audiences, 50 journeys, and the channels, templates and contact
 * policies that these need; as the YAML that an author would write.
 *
 * <p>Thresholds are such that about one event in twenty changes a membership and one in fifty moves
 * somebody inside a journey, with waits short enough that many come due within a run.
 */
public final class ShopDefinitions {
  public static final int AUDIENCES = 50 + MixedDefinitions.AUDIENCES;
  public static final int JOURNEYS = 20 + MixedDefinitions.JOURNEYS;

  private ShopDefinitions() {}

  /** All documents, each a YAML text of its own. */
  public static List<String> documents() {
    List<String> documents = new ArrayList<>(others());
    documents.addAll(audiences());
    documents.addAll(MixedDefinitions.audiences());
    documents.addAll(journeys());
    documents.addAll(MixedDefinitions.journeys());
    return List.copyOf(documents);
  }

  /** 50 audiences and 20 journeys of them, with what these need, as a deployment takes them. */
  public static List<String> smaller() {
    List<String> documents = new ArrayList<>(others());
    documents.addAll(audiences());
    documents.addAll(journeys());
    return documents.stream()
        .map(
            document ->
                document
                    .replace("}}}", "}} }")
                    .replace(
                        "channel: app, template: reminder", "channel: app, template: confirmation"))
        .toList();
  }

  private static List<String> others() {
    return List.of(
        document(
            "Channel",
            "app",
            """
            medium: push
            address: profile.id
            format: any
            connector: {type: webhook, url: "http://localhost:1/"}
            """),
        document(
            "Channel",
            "email",
            """
            medium: email
            connector: {type: smtp, host: localhost, port: 25, from: "Shop <shop@example.com>"}
            """),
        document(
            "Template",
            "confirmation",
            """
            parts: {body: '{"sentAt": {{journey.event.sentAt}}, "total": {{journey.event.total}}}'}
            """),
        document(
            "Template",
            "reminder",
            """
            parts: {subject: "{{profile.firstName}}, still there?", text: "{{journey.event.sentAt}} {{journey.name}}"}
            """),
        document(
            "Template",
            "question",
            """
            parts: {body: '{"person": {{json journey.event.audience}}}'}
            """),
        document(
            "Template",
            "thanks",
            """
            parts: {body: '{"tier": {{json journey.event.tier}}}'}
            """),
        document(
            "ContactPolicy",
            "marketing",
            """
            class: marketing
            unknown: refuse
            caps: [{count: 3, per: P7D, channels: [email]}]
            """),
        document(
            "ContactPolicy",
            "service",
            """
            class: transactional
            """));
  }

  private static List<String> audiences() {
    List<String> documents = new ArrayList<>();
    for (String category : ShopTraffic.CATEGORIES) {
      documents.add(
          audience(
              "interested-in-" + category,
              "events: {type: product.viewed, where: \"event.category == '%s'\", within: P30D, count: {atLeast: 7}}"
                  .formatted(category)));
      documents.add(
          audience(
              "window-shops-" + category,
              """
              all:
                - events: {type: product.viewed, where: "event.category == '%s' && event.price >= 495.0", within: PT1H, count: {atLeast: 1}}
                - not: {events: {type: order.placed, within: PT1H, count: {atLeast: 1}}}
              """
                  .formatted(category)));
    }
    int[] basketTotals = {20, 366, 374, 382, 390};
    for (int orders = 1; orders <= 5; orders++) {
      documents.add(
          audience(
              "buyers-" + orders,
              "events: {type: order.placed, within: P90D, count: {atLeast: %d}}"
                  .formatted(orders)));
      documents.add(
          audience(
              "big-baskets-" + orders,
              """
              all:
                - events: {type: cart.updated, where: "event.total >= %d.0", within: P7D, count: {atLeast: %d}}
                - not: {events: {type: order.returned, within: P30D, count: {atLeast: 1}}}
              """
                  .formatted(basketTotals[orders - 1], orders == 1 ? 9 : 2)));
    }
    for (String platform : ShopTraffic.PLATFORMS) {
      documents.add(
          audience(
              "daily-on-" + platform,
              "events: {type: app.opened, where: \"event.platform == '%s'\", within: P7D, count: {atLeast: 7}}"
                  .formatted(platform)));
      documents.add(
          audience(
              "reader-on-" + platform,
              "events: {type: mail.opened, where: \"event.platform == '%s'\", within: P30D, count: {atLeast: 3}}"
                  .formatted(platform)));
    }
    for (String country : ShopTraffic.COUNTRIES) {
      documents.add(
          audience(
              "rich-in-" + country,
              """
              all:
                - profile: "profile.country == '%s' && profile.points >= 7000"
                - audience: buyers-1
              """
                  .formatted(country)));
    }
    for (int days : new int[] {14, 30, 60}) {
      documents.add(
          audience("silent-for-" + days, "absent: {type: app.opened, for: P%dD}".formatted(days)));
    }
    for (int searches : new int[] {8, 20, 50}) {
      documents.add(
          audience(
              "searched-" + searches,
              "events: {type: search.performed, within: P30D, count: {atLeast: %d}}"
                  .formatted(searches)));
    }
    documents.add(
        audience(
            "fruitless",
            "events: {type: search.performed, where: \"event.results == 0\", within: P1D, count: {atLeast: 2}}"));
    documents.add(
        audience(
            "loyal",
            """
            any:
              - audience: buyers-5
              - all: [{audience: buyers-3}, {audience: big-baskets-1}]
            """));
    documents.add(
        audience("returners", "events: {type: order.returned, within: P90D, count: {atLeast: 1}}"));
    return documents;
  }

  private static List<String> journeys() {
    List<String> documents = new ArrayList<>();
    documents.add(
        journey(
            "order-confirmation",
            """
            entry: {event: {type: order.placed, when: "event.total >= 280.0"}, key: event.order}
            reentry: always
            policy: service
            priority: 90
            start: confirm
            steps:
              confirm: {send: {channel: app, template: confirmation}, next: done}
              done: {end: {}}
            """));
    documents.add(
        journey(
            "cart-recovery",
            """
            entry: {event: {type: cart.updated, when: "event.items > 0 && event.total >= 390.0"}, key: event.cart}
            reentry: {after: P1D}
            exit:
              - event: {type: order.placed, when: "event.cart == journey.key"}
            policy: marketing
            priority: 50
            start: idle
            steps:
              idle: {wait: {for: PT20S}, next: remind}
              remind: {send: {channel: email, template: reminder, expires: PT12H}, next: react, skipped: app}
              react: {await: {event: {type: order.placed}, for: PT40S}, next: done, timeout: app}
              app: {send: {channel: app, template: reminder}, next: done}
              done: {end: {}}
            """));
    for (String category : ShopTraffic.CATEGORIES) {
      documents.add(
          journey(
              "advice-on-" + category,
              """
              entry: {event: {type: product.viewed, when: "event.category == '%s' && event.price >= 498.0"}}
              reentry: {after: P7D}
              policy: marketing
              priority: 20
              start: side
              steps:
                side: {split: {sides: [{name: wait, share: 50, next: idle}, {name: none, share: 50, next: done}]}}
                idle: {await: {event: {type: cart.updated, when: "event.items > 0"}, for: PT30S}, next: done, timeout: who}
                who: {branch: [{when: "profile.country == 'FR'", next: advise}], else: done}
                advise: {send: {channel: email, template: reminder}, next: done}
                done: {end: {}}
              """
                  .formatted(category)));
    }
    documents.add(
        simple("search-help", "search.performed", "event.results == 0", "{after: P1D}", "PT15S"));
    documents.add(
        simple("welcome-back", "app.opened", "event.awayDays >= 119", "{after: P30D}", "PT25S"));
    documents.add(simple("survey", "order.returned", "event.total >= 50.0", "always", "PT30S"));
    documents.add(
        simple("upsell", "order.placed", "event.total >= 385.0", "{after: P7D}", "PT45S"));
    documents.add(
        simple(
            "reader",
            "mail.opened",
            "event.position == 9 && event.campaign == 'spring-1'",
            "never",
            "PT10S"));
    documents.add(
        simple("big-basket", "cart.updated", "event.total >= 398.0", "{after: P1D}", "PT35S"));
    documents.add(simple("tester", "app.opened", "event.version == '9.9'", "never", "PT10S"));
    documents.add(
        simple("collector", "product.viewed", "event.product == 'p-7'", "always", "PT50S"));
    return documents;
  }

  private static String simple(String name, String type, String when, String reentry, String wait) {
    return journey(
        name,
        """
        entry: {event: {type: %s, when: "%s"}}
        reentry: %s
        policy: marketing
        priority: 30
        start: idle
        steps:
          idle: {wait: {for: %s}, next: write}
          write: {send: {channel: email, template: reminder}, next: done}
          done: {end: {}}
        """
            .formatted(type, when, reentry, wait));
  }

  static String audience(String name, String spec) {
    return document("Audience", name, spec);
  }

  static String journey(String name, String spec) {
    return document("Journey", name, spec);
  }

  private static String document(String kind, String name, String spec) {
    return """
        apiVersion: sojourn/v1
        kind: %s
        metadata: {name: %s, version: 1}
        spec:
        %s"""
        .formatted(kind, name, spec.indent(2));
  }
}
