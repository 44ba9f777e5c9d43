package dev.sojourn.benchmark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.benchmark.engine.LongLife.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

/**
 * What is kept of a person does not grow with their past: once the longest window of the shop's
 * rules is full, after 90 days, a year more adds next to nothing. Writes the table of docs/state.md
 * anew with {@code -Dsojourn.docs.write=true}.
 */
class StateSizeTest {
  private static final Path FILE = Path.of("../../docs/state.md");
  private static final int MONTHS = 24;
  private static final int[] TOLD = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 18, 24};

  /** How many people, and how many events a year each. */
  private enum Person {
    TYPICAL("500 events a year, mean of 60 people", 60, 500, 4_000),
    HEAVY("20,000 events a year, mean of 2 people", 2, 20_000, 24_000);

    final String words;
    final int people;
    final int events;

    /** Nobody's state takes more, at any month's end. */
    final int bytes;

    Person(String words, int people, int events, int bytes) {
      this.words = words;
      this.people = people;
      this.events = events;
      this.bytes = bytes;
    }
  }

  /** Of each person, the size at the end of each month. */
  private static List<List<Size>> lives(Person person) {
    LiveShop shop = new LiveShop();
    List<List<Size>> lives = new ArrayList<>();
    for (int i = 0; i < person.people; i++) {
      lives.add(LongLife.play(shop, i, person.events, MONTHS));
    }
    return lives;
  }

  private static int mean(List<List<Size>> lives, int month, ToIntFunction<Size> part) {
    return (int)
        lives.stream().mapToInt(life -> part.applyAsInt(life.get(month - 1))).average().orElse(0);
  }

  private static int most(List<List<Size>> lives, int month) {
    return lives.stream().mapToInt(life -> life.get(month - 1).total()).max().orElse(0);
  }

  @Test
  void whatIsKeptOfAPersonIsBounded_A4_L5() throws IOException {
    StringBuilder table = new StringBuilder();
    for (Person person : Person.values()) {
      List<List<Size>> lives = lives(person);
      table.append(table(person, lives));
      int fourth = mean(lives, 4, Size::total);
      int twelfth = mean(lives, 12, Size::total);
      assertThat(twelfth).as("after a year, and after 4 months").isLessThan(fourth * 115 / 100);
      assertThat(mean(lives, MONTHS, Size::total)).isLessThan(twelfth * 110 / 100);
      for (int month = 1; month <= MONTHS; month++) {
        assertThat(most(lives, month)).as("%s, month %d", person, month).isLessThan(person.bytes);
      }
    }
    check(table.toString());
  }

  private static String table(Person person, List<List<Size>> lives) {
    StringBuilder table = new StringBuilder();
    table.append("| ").append(person.words);
    table.append(" | hot value | attributes | contexts | together | most of one person |\n");
    table.append("|---|---|---|---|---|---|\n");
    for (int month : TOLD) {
      table.append(
          String.format(
              Locale.ROOT,
              "| after month %d | %,d | %,d | %,d | %,d | %,d |\n",
              month,
              mean(lives, month, Size::hot),
              mean(lives, month, Size::attributes),
              mean(lives, month, Size::contexts),
              mean(lives, month, Size::total),
              most(lives, month)));
    }
    return table.append('\n').toString();
  }

  private static void check(String wanted) throws IOException {
    String begin = "<!-- sizes: generated -->\n\n";
    String end = "<!-- end of sizes -->";
    String page = Files.readString(FILE);
    int from = page.indexOf(begin) + begin.length();
    int to = page.indexOf(end);
    assertThat(from).isGreaterThanOrEqualTo(begin.length()).isLessThanOrEqualTo(to);
    if (Boolean.getBoolean("sojourn.docs.write")) {
      page = page.substring(0, from) + wanted + page.substring(to);
      Files.writeString(FILE, page);
      to = page.indexOf(end);
    }
    assertThat(page.substring(from, to)).isEqualTo(wanted);
  }
}
