package dev.sojourn.simulator.story;

import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.directory.Order;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord;
import dev.sojourn.engine.signal.Command;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.DeliveryReport;
import dev.sojourn.engine.signal.EntryRequest;
import dev.sojourn.engine.signal.ProfileUpdate;
import dev.sojourn.engine.signal.Signal;
import dev.sojourn.simulator.Happening;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells what happened, one line each, in the words of the documents. */
final class HappeningText {
  private final Wallclock clock;

  /** Which step each request is of. */
  private final Map<String, String> stepOfRequest = new HashMap<>();

  /** The requests that are calls. */
  private final Set<String> calls = new HashSet<>();

  /**
   * @param timeline all that is to be told
   */
  HappeningText(Wallclock clock, List<Happening> timeline) {
    this.clock = clock;
    for (Happening happening : timeline) {
      if (happening instanceof Happening.Done done
          && done.effect() instanceof StepRecord record
          && record.kind() == StepRecord.Kind.CALLED) {
        calls.add(record.requestId());
      }
    }
  }

  /** The line; happenings are to be told in their order. */
  String tell(Happening happening) {
    if (happening instanceof Happening.Logged logged) {
      return signal(logged.signal(), logged.at());
    }
    if (happening instanceof Happening.Published published) {
      return published(published.definition());
    }
    return effect(((Happening.Done) happening).effect(), happening.at());
  }

  // --- Signals -----------------------------------------------------------------------------------

  private String signal(Signal signal, long at) {
    if (signal instanceof CustomerEvent event) {
      String late =
          event.occurredAt() == at ? "" : ", occurred " + clock.moment(event.occurredAt(), at);
      return "event " + event.type() + values(event.properties()) + late;
    }
    if (signal instanceof ProfileUpdate update) {
      return "update"
          + section("attributes", update.attributes())
          + section("consents", update.consents())
          + section("suppressions", update.suppressions());
    }
    if (signal instanceof EntryRequest request) {
      return "request to enter "
          + InstanceName.show(request.journey(), request.key())
          + values(request.context());
    }
    if (signal instanceof DeliveryReport report) {
      return "report on "
          + stepOfRequest.getOrDefault(report.requestId(), report.requestId())
          + ": "
          + report.status().label()
          + (report.code().isEmpty() ? "" : ", " + report.code())
          + (report.topic().isEmpty() ? "" : ", topic " + report.topic())
          + values(report.answer());
    }
    return run((Command) signal);
  }

  /** What a run over many asks of the person. */
  private static String run(Command command) {
    Optional<Order> order = Order.of(command);
    if (order.isEmpty()) {
      return "command " + command.kind();
    }
    if (order.get() instanceof Order.Read read) {
      return "asked into " + read.journey();
    }
    if (order.get() instanceof Order.Business business) {
      return "asked into " + business.journey() + " by " + business.type();
    }
    if (order.get() instanceof Order.Eject eject) {
      return "asked out of " + eject.journey();
    }
    if (order.get() instanceof Order.Release release) {
      return "asked to go on in " + release.journey();
    }
    return "asked to come to what is live";
  }

  private String section(String name, Map<String, ?> values) {
    return values.isEmpty() ? "" : " " + name + values(values);
  }

  private String values(Map<String, ?> values) {
    return values.isEmpty() ? "" : " " + Values.show(values, clock);
  }

  private static String published(DefinitionRecord definition) {
    String document =
        definition.kind().label() + " " + definition.name() + " version " + definition.version();
    return definition instanceof DefinitionRecord.Pointer pointer
        ? document + " is " + pointer.state().label()
        : document + " is published";
  }

  // --- Effects -----------------------------------------------------------------------------------

  private String effect(Effect effect, long at) {
    if (effect instanceof Effect.MessageRequest request) {
      return request(request);
    }
    if (effect instanceof Effect.StepRecord record) {
      return step(record, at);
    }
    if (effect instanceof Effect.Recall recall) {
      return "takes back the request of "
          + stepOfRequest.getOrDefault(recall.requestId(), recall.requestId());
    }
    if (effect instanceof Effect.AudienceChange change) {
      return "audience "
          + change.audience()
          + (change.entered() ? ": entered" : ": left")
          + ", because of "
          + (change.cause() == Effect.AudienceChange.Cause.TIME
              ? "the time"
              : "a " + change.cause().label());
    }
    if (effect instanceof Effect.EmittedEvent event) {
      return "emits " + event.type() + values(event.properties());
    }
    if (effect instanceof Effect.Rejected rejected) {
      return "dead letter " + rejected.code().code() + ": " + rejected.message();
    }
    return "counted: " + ((Effect.Counted) effect).what();
  }

  private String request(Effect.MessageRequest request) {
    stepOfRequest.put(request.id(), request.step());
    return (calls.contains(request.id()) ? "call of " : "message of ")
        + request.step()
        + ": channel "
        + request.channel()
        + ", template "
        + request.template()
        + (request.address().isEmpty() ? "" : ", to " + request.address())
        + values(Values.byPath(request.data()))
        + (request.dry() ? ", dry" : "");
  }

  private String step(StepRecord record, long at) {
    String what =
        switch (record.kind()) {
          case ENTRY_REFUSED -> "entry refused: " + record.reason();
          case ENTERED -> "entered";
          case WAITING -> record.step() + " waits" + until(record, at);
          case PASSED -> record.step() + " passed" + edge(record) + because(record);
          case HELD -> record.step() + " held" + because(record) + until(record, at);
          case SENT -> record.step() + " requested" + edge(record);
          case NOT_SENT -> record.step() + " not sent" + because(record) + edge(record);
          case CALLED -> record.step() + " called" + until(record, at);
          case ASSIGNED -> record.step() + " assigned" + edge(record) + because(record);
          case GOAL -> "goal reached" + because(record);
          case MOVED ->
              record.step()
                  + " moved to version "
                  + record.version()
                  + because(record)
                  + until(record, at);
          case ENDED -> "ended" + because(record);
        };
    return InstanceName.show(record.journey(), record.instanceKey())
        + ": "
        + what
        + (record.next().isEmpty() ? "" : " -> " + record.next())
        + detail(record);
  }

  private static String because(StepRecord record) {
    return record.reason().isEmpty() ? "" : ": " + record.reason();
  }

  private static String edge(StepRecord record) {
    return record.edge().isEmpty() || record.edge().equals("next") ? "" : " by " + record.edge();
  }

  private String until(StepRecord record, long at) {
    return record.until() < 0
        ? ""
        : " until "
            + clock.moment(record.until(), at)
            + " ("
            + clock.sinceStart(record.until())
            + ")";
  }

  /** What the decision rested on. */
  private static String detail(StepRecord record) {
    return record.detail().isEmpty()
        ? ""
        : record.detail().entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining("; ", " [", "]"));
  }
}
