package dev.sojourn.cli.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One of the shop's customers, made up from a seed: the same number and seed give the same person.
 */
record Customer(String key, Map<String, Object> attributes, Map<String, String> consents) {
  private static final List<String> FIRST =
      List.of(
          "Ada", "Ben", "Chloé", "David", "Elif", "Femi", "Greta", "Hugo", "Inès", "Jonas", "Kaja",
          "Liam", "Mara", "Noah", "Olga", "Pablo", "Quinn", "Rosa", "Sven", "Tara", "Umar", "Vera",
          "Wim", "Xenia", "Yara", "Zoé");
  private static final List<String> LAST =
      List.of(
          "Abel",
          "Berg",
          "Costa",
          "Dubois",
          "Eriksen",
          "Fischer",
          "Garcia",
          "Hansen",
          "Ito",
          "Jansen",
          "Kowalski",
          "Lopez",
          "Martin",
          "Novak",
          "Okafor",
          "Petit",
          "Rossi",
          "Silva",
          "Tanaka",
          "Weber");
  private static final List<String[]> PLACES =
      List.of(
          new String[] {"FR", "Europe/Paris", "fr-FR"},
          new String[] {"DE", "Europe/Berlin", "de-DE"},
          new String[] {"GB", "Europe/London", "en-GB"},
          new String[] {"US", "America/New_York", "en-US"},
          new String[] {"US", "America/Los_Angeles", "en-US"},
          new String[] {"JP", "Asia/Tokyo", "ja-JP"});

  static Customer of(int number, long seed) {
    Random random = new Random(seed * 31 + number);
    String first = FIRST.get(random.nextInt(FIRST.size()));
    String last = LAST.get(random.nextInt(LAST.size()));
    String[] place = PLACES.get(random.nextInt(PLACES.size()));
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("firstName", first);
    attributes.put("lastName", last);
    attributes.put("email", "customer" + number + "@example.com");
    attributes.put("phone", "+1555" + String.format("%07d", number));
    attributes.put("country", place[0]);
    attributes.put("timezone", place[1]);
    attributes.put("locale", place[2]);
    attributes.put("loyaltyPoints", (long) random.nextInt(1_000));
    // Most have said yes to mail, some no; for a few it is not known, which is a no.
    int mail = random.nextInt(20);
    Map<String, String> consents = new HashMap<>();
    if (mail < 18) {
      consents.put("email", mail < 16 ? "in" : "out");
    }
    consents.put("sms", random.nextInt(10) < 4 ? "in" : "out");
    attributes.put("orderTexts", random.nextInt(5) == 0);
    return new Customer("customer-" + number, attributes, consents);
  }
}
