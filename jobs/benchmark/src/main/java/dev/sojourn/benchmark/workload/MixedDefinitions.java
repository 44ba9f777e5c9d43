package dev.sojourn.benchmark.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * The half of the shop's audiences and most of its journeys, of every kind that there is: sums,
 * extremes, different values, calendars, sequences and dates; entries by audience, guards, goals,
 * look-back, experiments, calls, emitted events and jumps. Each is asked often and turns seldom.
 */
final class MixedDefinitions {
  static final int AUDIENCES = 50;
  static final int JOURNEYS = 30;

  private MixedDefinitions() {}

  static List<String> audiences() {
    List<String> documents = new ArrayList<>();
    for (String category : ShopTraffic.CATEGORIES) {
      documents.add(
          ShopDefinitions.audience(
              "fond-of-" + category,
              "events: {type: product.viewed, where: \"event.category == '%s'\", within: P30D, sum: event.price, is: {above: 1600}}"
                  .formatted(category)));
      documents.add(
          ShopDefinitions.audience(
              "compares-" + category,
              "events: {type: product.viewed, where: \"event.category == '%s'\", within: P7D, distinct: event.product, is: {atLeast: 6}}"
                  .formatted(category)));
      documents.add(
          ShopDefinitions.audience(
              "left-" + category,
              """
              sequence:
                steps:
                  - {type: product.viewed, where: "event.category == '%s' && event.price >= 490.0"}
                  - {type: cart.updated, where: "event.total >= 380.0"}
                within: PT1H
                notFollowedBy: {type: order.placed, for: PT10S}
                inLast: P7D
              """
                  .formatted(category)));
    }
    for (int visits = 8; visits <= 12; visits++) {
      documents.add(
          ShopDefinitions.audience(
              "this-week-" + visits,
              "events: {type: app.opened, during: {calendar: week, timezone: profile}, count: {atLeast: %d}}"
                  .formatted(visits)));
    }
    for (int spent = 900; spent <= 1300; spent += 100) {
      documents.add(
          ShopDefinitions.audience(
              "spent-" + spent,
              "events: {type: order.placed, within: P90D, sum: event.total, is: {above: %d}}"
                  .formatted(spent)));
    }
    documents.add(
        ShopDefinitions.audience(
            "dearest-order",
            "events: {type: order.placed, during: {calendar: month, timezone: profile}, max: event.total, is: {atLeast: 395}}"));
    documents.add(
        ShopDefinitions.audience(
            "least-cart",
            "events: {type: cart.updated, within: P7D, min: event.total, is: {below: 1}}"));
    documents.add(
        ShopDefinitions.audience(
            "returned-dear-last",
            "events: {type: order.returned, within: P90D, last: event.total, is: {above: 200}}"));
    documents.add(
        ShopDefinitions.audience(
            "came-by-spring-3",
            "events: {type: mail.opened, first: event.campaign, is: {equals: spring-3}}"));
    for (String country : ShopTraffic.COUNTRIES) {
      documents.add(
          ShopDefinitions.audience(
              "birthday-in-" + country,
              """
              all:
                - profile: "profile.country == '%s'"
                - date: {of: profile.birthday, is: today, yearly: true, timezone: profile}
              """
                  .formatted(country)));
    }
    documents.add(
        ShopDefinitions.audience(
            "best",
            "all: [{audience: spent-1300}, {audience: this-week-8}, {not: {audience: returners}}]"));
    return documents;
  }

  static List<String> journeys() {
    List<String> documents = new ArrayList<>();
    for (String category : ShopTraffic.CATEGORIES) {
      documents.add(
          ShopDefinitions.journey(
              "fond-" + category,
              """
              entry: {audience: {name: fond-of-%1$s}}
              reentry: {after: P30D}
              exclude: [returners]
              caps: [{count: 2, per: P90D}]
              goal: {event: {type: order.placed}, within: P7D}
              policy: marketing
              priority: 10
              start: idle
              steps:
                idle: {wait: {for: PT15S, tolerance: PT10S}, next: try}
                try:
                  experiment:
                    sides: [{name: soon, share: 45, next: ask}, {name: later, share: 45, next: pause}]
                    control: {share: 10, next: ask}
                pause: {wait: {for: PT20S}, next: ask}
                ask: {await: {event: {type: cart.updated, when: "event.items > 2"}, for: PT20S, lookback: {since: entry}}, next: done, timeout: write}
                write: {send: {channel: email, template: reminder}, next: done}
                done: {end: {}}
              """
                  .formatted(category)));
      documents.add(
          ShopDefinitions.journey(
              "left-behind-" + category,
              """
              entry: {audience: {name: left-%1$s}}
              reentry: {after: P7D}
              holdout: {percent: 5, salt: everywhere}
              arbitration: {group: recovery, most: 2}
              exit: [{event: {type: order.placed}}, {audience: {name: best}}]
              policy: marketing
              priority: 40
              start: idle
              steps:
                idle: {wait: {for: PT10S}, next: write}
                write: {send: {channel: email, template: reminder}, next: react, skipped: done}
                react: {await: {any: [{event: {type: order.placed}}, {audience: {name: spent-900}}], for: PT40S}, next: done, timeout: done}
                done: {end: {}}
              """
                  .formatted(category)));
    }
    for (int spent = 900; spent <= 1300; spent += 100) {
      documents.add(
          ShopDefinitions.journey(
              "reward-" + spent,
              """
              entry: {audience: {name: spent-%1$d}}
              reentry: never
              policy: service
              priority: 60
              start: ask
              steps:
                ask: {call: {channel: app, template: question, for: PT30S}, next: tell, failed: tell, timeout: tell}
                tell: {update: {attributes: {tier: "'%1$d'"}}, next: mark}
                mark: {emit: {type: tier.reached, properties: {tier: "'%1$d'"}}, next: done}
                done: {end: {}}
              """
                  .formatted(spent)));
      documents.add(
          ShopDefinitions.journey(
              "tier-" + spent,
              """
              entry: {event: {type: tier.reached, when: "event.tier == '%1$d'"}}
              reentry: {after: P30D}
              policy: service
              start: thank
              steps:
                thank: {send: {channel: app, template: thanks}, next: more}
                more: {jump: {journey: welcome-back, context: {sentAt: "0"}}, next: done}
                done: {end: {}}
              """
                  .formatted(spent)));
    }
    return documents;
  }
}
