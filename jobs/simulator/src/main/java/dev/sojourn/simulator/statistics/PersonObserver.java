package dev.sojourn.simulator.statistics;

import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.DeliveryReport;
import dev.sojourn.engine.signal.EntryRequest;
import dev.sojourn.engine.signal.ProfileUpdate;
import dev.sojourn.engine.signal.Signal;
import dev.sojourn.simulator.Happening;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Writes what happens to one person into the books. */
public final class PersonObserver implements Consumer<Happening> {
  private final Books books;
  private final Map<String, Stay> stays = new HashMap<>();
  private final Map<String, String> channels = new HashMap<>();

  /** Where an instance stands. */
  private static final class Stay {
    private final long entered;
    private final Map<String, String> sides = new HashMap<>();
    private JourneyBook journey;
    private String step = "";
    private long since;

    Stay(JourneyBook journey, long entered) {
      this.journey = journey;
      this.entered = entered;
    }

    void arrive(String at, long now) {
      step = at;
      since = now;
      journey.step(at).arrive(now);
    }

    /** To another version of the journey (V3). */
    void move(JourneyBook to, long now) {
      journey.movedOut(now);
      to.movedIn(now);
      journey = to;
    }

    void leave(long now) {
      if (!step.isEmpty()) {
        journey.step(step).leave(since, now);
        step = "";
      }
    }
  }

  public PersonObserver(Books books) {
    this.books = books;
  }

  @Override
  public void accept(Happening happening) {
    if (happening instanceof Happening.Logged logged) {
      logged(logged.signal());
    } else if (happening instanceof Happening.Done done) {
      done(done.effect());
    }
  }

  private void logged(Signal signal) {
    books.signal(kind(signal));
    if (signal instanceof DeliveryReport report) {
      String channel = channels.get(report.requestId());
      if (channel != null) {
        books.channel(channel).report(report.status().label());
      }
    }
  }

  private static String kind(Signal signal) {
    if (signal instanceof CustomerEvent) {
      return "events";
    } else if (signal instanceof ProfileUpdate) {
      return "updates";
    } else if (signal instanceof DeliveryReport) {
      return "reports";
    }
    return signal instanceof EntryRequest ? "entry requests" : "commands";
  }

  private void done(Effect effect) {
    if (effect instanceof StepRecord record) {
      step(record);
    } else if (effect instanceof Effect.MessageRequest request) {
      channels.put(request.id(), request.channel());
      ChannelBook channel = books.channel(request.channel());
      if (request.dry()) {
        channel.countDry();
      } else {
        channel.request(request.dueAt(), request.expiresAt());
      }
    } else if (effect instanceof Effect.AudienceChange change) {
      books.audience(change.audience()).change(change.entered(), change.at());
    } else if (effect instanceof Effect.Rejected rejected) {
      books.rejected(rejected.code().code());
    } else if (effect instanceof Effect.EmittedEvent) {
      books.countEmitted();
    }
  }

  private void step(StepRecord record) {
    if (record.kind() == StepRecord.Kind.ENTRY_REFUSED) {
      books.journey(record.journey(), record.version()).refused(record.reason());
      return;
    }
    if (record.kind() == StepRecord.Kind.ENTERED) {
      JourneyBook journey = books.journey(record.journey(), record.version());
      journey.entered(record.at());
      stays.put(record.instance(), new Stay(journey, record.at()));
    }
    Stay stay = stays.get(record.instance());
    note(stay, record);
    if (record.kind() == StepRecord.Kind.ENDED) {
      if (record.reason().equals("completed")) {
        stay.journey.took(new JourneyBook.Edge(stay.step, "end", ""));
      }
      stay.leave(record.at());
      stay.journey.ended(stay.entered, record.at(), record.reason());
      stays.remove(record.instance());
    } else if (record.kind() == StepRecord.Kind.MOVED) {
      stay.leave(record.at());
      stay.move(books.journey(record.journey(), record.version()), record.at());
      stay.arrive(record.next(), record.at());
    } else if (!record.next().isEmpty()) {
      String edge = record.kind() == StepRecord.Kind.ENTERED ? "" : record.edge();
      stay.journey.took(new JourneyBook.Edge(stay.step, edge, record.next()));
      stay.leave(record.at());
      stay.arrive(record.next(), record.at());
    }
  }

  private static void note(Stay stay, StepRecord record) {
    switch (record.kind()) {
      case SENT, CALLED -> stay.journey.step(record.step()).countSent();
      case NOT_SENT -> stay.journey.step(record.step()).refused(record.reason());
      case HELD -> stay.journey.step(record.step()).held(record.reason());
      case ASSIGNED -> {
        stay.journey.step(record.step()).assigned(record.edge());
        stay.sides.put(record.step(), record.edge());
      }
      case GOAL -> {
        stay.journey.goal(stay.entered, record.at());
        stay.sides.forEach((step, side) -> stay.journey.step(step).goal(side));
      }
      case ENTRY_REFUSED, ENTERED, WAITING, PASSED, MOVED, ENDED -> {}
    }
  }
}
