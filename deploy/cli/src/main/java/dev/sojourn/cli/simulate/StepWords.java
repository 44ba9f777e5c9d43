package dev.sojourn.cli.simulate;

import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.time.CalendarDuration;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a step is, in a few words. */
final class StepWords {
  private static final int LONGEST = 30;

  private StepWords() {}

  static String of(Optional<Journey> journey, String id) {
    String words = journey.map(j -> j.steps().get(id)).map(StepWords::of).orElse("");
    return words.length() <= LONGEST ? words : words.substring(0, LONGEST - 1) + "…";
  }

  private static String of(Step step) {
    if (step instanceof Step.Wait wait) {
      return "wait " + until(wait.until());
    } else if (step instanceof Step.Await await) {
      String awaited =
          await.matches().stream().map(StepWords::awaited).collect(Collectors.joining(", "));
      return "await " + awaited + await.limit().map(l -> ", " + duration(l)).orElse("");
    } else if (step instanceof Step.Send send) {
      return "send " + send.template() + " by " + send.channel();
    } else if (step instanceof Step.Call call) {
      return "call " + call.channel();
    } else if (step instanceof Step.Emit emit) {
      return "emit " + emit.type();
    } else if (step instanceof Step.Jump jump) {
      return "jump to " + jump.journey();
    }
    return step.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String until(Step.Until until) {
    if (until instanceof Step.For duration) {
      return duration(duration.duration());
    } else if (until instanceof Step.NextTime next) {
      return "until " + next.time();
    }
    return "until a moment";
  }

  private static String duration(CalendarDuration duration) {
    return duration.isExact()
        ? Words.length(duration.time().toMillis())
        : Words.length(duration.after(0, ZoneOffset.UTC));
  }

  private static String awaited(Step.Awaited awaited) {
    if (awaited instanceof Step.AwaitedEvent event) {
      return event.event().type();
    } else if (awaited instanceof Step.AwaitedReport report) {
      return report.statuses().stream()
          .map(status -> status.label())
          .sorted()
          .collect(Collectors.joining("/"));
    }
    return ((Step.AwaitedAudience) awaited).transition().audience();
  }
}
