package dev.sojourn.simulator.story;

import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.directory.BusinessEvent;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.DeliveryReport;
import dev.sojourn.engine.signal.EntryRequest;
import dev.sojourn.engine.signal.ProfileUpdate;
import dev.sojourn.engine.signal.Signal;
import dev.sojourn.simulator.Happening;
import dev.sojourn.simulator.RunawayException;
import dev.sojourn.simulator.Simulator;
import dev.sojourn.simulator.story.Person.Requested;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs one case: its own clock, its own people, the definitions of the library. At each point of
 * the story everything is done that is due by then. Used once.
 */
public final class CaseRunner {
  private final Case test;
  private final Wallclock clock;
  private final Deliveries deliveries;
  private final Simulator simulator;
  private final Runs runs;
  private final Publications publications;
  private final List<Happening> timeline = new ArrayList<>();
  private final Map<String, Person> people = new LinkedHashMap<>();

  private int signals;

  /** Runs a case. */
  public static CaseResult run(Case test, Library library) {
    CaseRunner runner = new CaseRunner(test, library);
    Optional<Failure> failure = runner.run();
    return new CaseResult(test, List.copyOf(runner.timeline), failure);
  }

  private CaseRunner(Case test, Library library) {
    this.test = test;
    Case.Given given = test.given();
    this.clock = new Wallclock(given.start(), given.zone());
    this.deliveries = new Deliveries(library::isCall, given.zone());
    this.simulator =
        new Simulator(
            new DefinitionHistory(
                library,
                refused -> {
                  throw refused;
                }),
            given.start(),
            deliveries,
            this::happened);
    this.runs = new Runs(library, simulator, people);
    this.publications = new Publications(library, simulator, runs);
    given.people().keySet().forEach(key -> people.put(key, new Person(library::isCall)));
  }

  private void happened(Happening happening) {
    if (happening instanceof Happening.Done done) {
      people.get(done.profile()).note(done, timeline.size());
    }
    timeline.add(happening);
  }

  private Optional<Failure> run() {
    Case.Given given = test.given();
    publications.publishAll(given.documents());
    // Where the story begins, definitions are no news.
    timeline.clear();
    given.outcomes().forEach(deliveries::add);
    given
        .people()
        .forEach(
            (key, known) -> {
              if (!known.isEmpty()) {
                log(key, update(known));
              }
            });
    Optional<Failure> failure = run(given.story());
    people.values().forEach(person -> person.storyBegins(timeline.size()));
    return failure.or(() -> run(test.story())).or(this::unexpectedDeadLetter);
  }

  private Optional<Failure> run(List<Act> acts) {
    for (Act act : acts) {
      try {
        Optional<Failure> failure = run(act);
        if (failure.isPresent()) {
          return failure;
        }
        simulator.passUntil(simulator.now());
      } catch (RunawayException e) {
        return Optional.of(Failure.at(act.place(), e.getMessage()));
      }
    }
    return Optional.empty();
  }

  private Optional<Failure> run(Act act) {
    if (act instanceof Act.Expect expect) {
      return check(expect);
    }
    if (act instanceof Act.Report report) {
      return report(report);
    }
    if (act instanceof Act.Until until) {
      return pass(until);
    }
    if (act instanceof Act.Business business) {
      return happen(business);
    }
    if (act instanceof Act.Pass pass) {
      runs.passUntil(pass.duration().after(simulator.now(), clock.zone()));
    } else if (act instanceof Act.Event event) {
      log(event.profile(), event(event));
    } else if (act instanceof Act.Update update) {
      log(update.profile(), update(update));
    } else if (act instanceof Act.Request request) {
      log(request.profile(), request(request));
    } else if (act instanceof Act.Outcome outcome) {
      deliveries.add(outcome);
    } else {
      publications.publish((Act.Publish) act);
    }
    return Optional.empty();
  }

  private void log(String profile, Signal signal) {
    simulator.log(profile, signal);
  }

  private String id(String kind) {
    return kind + "-" + ++signals;
  }

  private CustomerEvent event(Act.Event event) {
    long now = simulator.now();
    long occurredAt =
        event
            .occurredAt()
            .orElseGet(
                () ->
                    // As long before as it would take to pass, without a zone's changes.
                    event.ago().map(ago -> 2 * now - ago.after(now, clock.zone())).orElse(now));
    String id = event.id().isEmpty() ? id("event") : event.id();
    return CustomerEvent.of(event.type(), id, occurredAt, event.properties());
  }

  private ProfileUpdate update(Act.Update update) {
    return new ProfileUpdate(
        id("update"),
        simulator.now(),
        update.attributes(),
        update.consents(),
        update.suppressions());
  }

  private EntryRequest request(Act.Request request) {
    return new EntryRequest(
        id("request"), request.journey(), simulator.now(), request.key(), request.context());
  }

  private Optional<Failure> happen(Act.Business business) {
    String id = business.id().isEmpty() ? id("business") : business.id();
    long now = simulator.now();
    List<Effect.Rejected> rejected = new ArrayList<>();
    runs.happen(
        new BusinessEvent(business.type(), id, now, now, business.properties()), rejected::add);
    // A dead letter of nobody: there is no person of whom it could be expected.
    return rejected.stream().findFirst().map(why -> Failure.at(business.place(), why.message()));
  }

  private Optional<Failure> pass(Act.Until until) {
    if (until.moment() < simulator.now()) {
      return Optional.of(
          Failure.at(
              until.place(),
              clock.moment(until.moment())
                  + " is over: it is "
                  + clock.moment(simulator.now())
                  + " here; time passes forward only"));
    }
    runs.passUntil(until.moment());
    return Optional.empty();
  }

  private Optional<Failure> report(Act.Report report) {
    Optional<Requested> requested = latest(report);
    if (requested.isEmpty()) {
      return Optional.of(
          Failure.at(
              report.place(),
              "step "
                  + report.of().step()
                  + " has made no request that this could be a report on"));
    }
    String id = requested.get().request().id();
    if (report.status().isFinal() && !deliveries.isOpen(id)) {
      return Optional.of(
          Failure.at(
              report.place(),
              "the latest request of step "
                  + report.of().step()
                  + " has its outcome already; before it is made, say"
                  + " outcome: {of: "
                  + report.of().step()
                  + ", status: pending}"));
    }
    DeliveryReport signal =
        new DeliveryReport(
            id,
            report.status(),
            simulator.now(),
            requested.get().request().channel(),
            report.code(),
            report.answer(),
            report.topic());
    deliveries.reported(signal);
    log(report.profile(), signal);
    return Optional.empty();
  }

  private Optional<Requested> latest(Act.Report report) {
    List<Requested> requests = people.get(report.profile()).requests();
    for (int i = requests.size() - 1; i >= 0; i--) {
      Requested one = requests.get(i);
      InstanceName name = new InstanceName(one.request().journey(), report.of().key());
      if (one.request().step().equals(report.of().step())
          && (report.of().journey().isEmpty()
              || report.of().journey().equals(one.request().journey()))
          && name.fits(one.request().journey(), one.key())) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  private Optional<Failure> check(Act.Expect expect) {
    Person person = people.get(expect.profile());
    ClaimCheck check = new ClaimCheck(person, simulator.person(expect.profile()), clock);
    for (Claim claim : expect.claims()) {
      Optional<Failure> failure = check.check(claim);
      if (failure.isPresent()) {
        return failure;
      }
    }
    person.expectationAt(timeline.size());
    return Optional.empty();
  }

  private Optional<Failure> unexpectedDeadLetter() {
    for (Map.Entry<String, Person> person : people.entrySet()) {
      ClaimCheck check =
          new ClaimCheck(person.getValue(), simulator.person(person.getKey()), clock);
      Optional<Failure> failure =
          check.unexpected(
              FactKind.DEAD_LETTERS,
              test.place(),
              " is a dead letter that no expectation names; if it should be one, say deadLetters");
      if (failure.isPresent()) {
        return failure;
      }
    }
    return Optional.empty();
  }
}
