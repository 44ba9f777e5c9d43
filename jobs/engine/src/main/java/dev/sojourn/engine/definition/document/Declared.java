package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Schema;
import dev.sojourn.engine.expression.DeclaredType;
import dev.sojourn.engine.expression.DeclaredType.Members;
import dev.sojourn.engine.expression.DeclaredType.Scalar;
import dev.sojourn.engine.expression.ExpectedType;
import dev.sojourn.engine.expression.ExpressionContext;
import dev.sojourn.engine.expression.ExpressionException.Fault;
import dev.sojourn.engine.expression.MixedNumbers;
import dev.sojourn.engine.expression.TypeCheck;
import dev.sojourn.engine.expression.Variable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is declared of profiles and events (A6), and what of it the expressions of one document see.
 */
final class Declared {
  private final Members profile;
  private final Map<String, Members> events;
  private final String entryEvent;
  private final Looking looking;

  /** What is told of. */
  private enum Looking {
    /** What does not fit. */
    FOR_MISFITS,
    /** Names that are not declared, and nearly those of others that are. */
    FOR_NAMES,
    /** Arithmetic that cannot be evaluated for some values of a number. */
    FOR_NUMBERS
  }

  private Declared(
      Members profile, Map<String, Members> events, String entryEvent, Looking looking) {
    this.profile = profile;
    this.events = events;
    this.entryEvent = entryEvent;
    this.looking = looking;
  }

  /**
   * What schemas say together.
   *
   * @param schemas of one for the same, the last counts
   * @return empty if there are none
   */
  static Optional<Declared> of(Collection<Schema> schemas) {
    Members profile = Members.ANYTHING;
    Map<String, Members> events = new HashMap<>();
    for (Schema schema : schemas) {
      if (schema.event().isPresent()) {
        events.put(schema.event().get(), schema.type());
      } else {
        profile = schema.type();
      }
    }
    Map<String, DeclaredType> names = new LinkedHashMap<>(SchemaReader.OF_EVERY_PROFILE);
    names.putAll(profile.members());
    return schemas.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Declared(new Members(names, profile.closed()), events, "", Looking.FOR_MISFITS));
  }

  /** The same for the expressions of a document: a journey's know what started it. */
  Declared in(Document document) {
    return document instanceof Journey journey
        ? entryEvent(journey.entry())
            .map(event -> new Declared(profile, events, event.type(), looking))
            .orElse(this)
        : this;
  }

  /** The event, also one that names nobody, that an entry's journey knows; empty if it has none. */
  private static Optional<EventMatcher> entryEvent(Journey.Entry entry) {
    if (entry instanceof Journey.EventEntry byEvent) {
      return Optional.of(byEvent.event());
    }
    return entry instanceof Journey.BusinessEntry business
        ? Optional.of(business.event())
        : Optional.empty();
  }

  /**
   * The same, to tell not of what is wrong, but of names that are not declared and are nearly those
   * of others that are.
   */
  Declared doubting() {
    return new Declared(profile, events, entryEvent, Looking.FOR_NAMES);
  }

  /** The same, to tell of arithmetic that cannot be evaluated for some values of a number. */
  Declared computing() {
    return new Declared(profile, events, entryEvent, Looking.FOR_NUMBERS);
  }

  /** That a name is probably another one; empty if it is declared, or like none that is. */
  Optional<Fault> doubt(String name, String of, Members known) {
    Set<String> others = new TreeSet<>(known.members().keySet());
    if (looking != Looking.FOR_NAMES || others.contains(name)) {
      return Optional.empty();
    }
    // Nobody has declared these.
    others.removeAll(SchemaReader.OF_EVERY_PROFILE.keySet());
    return Suggestion.nearest(name, others)
        .map(
            near ->
                new Fault(
                    1,
                    1,
                    "'" + name + "' is not declared for " + of,
                    "did you mean '" + near + "'? Else declare it in the Schema"));
  }

  /** All that can be known of profiles, as far as it is told of. */
  Members profile() {
    return looking == Looking.FOR_NUMBERS ? Members.ANYTHING : profile;
  }

  /** What is known of events of a type, as far as it is told of. */
  Members event(String type) {
    return looking == Looking.FOR_NUMBERS ? Members.ANYTHING : declared(type);
  }

  private Members declared(String event) {
    return events.getOrDefault(event, Members.ANYTHING);
  }

  /**
   * What is wrong with an expression.
   *
   * @param eventType of the event that it sees; empty if it sees none
   */
  List<Fault> check(
      String source, ExpressionContext context, String eventType, ExpectedType expected) {
    return switch (looking) {
      case FOR_MISFITS -> TypeCheck.check(source, context, seen(eventType), expected);
      case FOR_NAMES -> doubts(source, context, eventType);
      case FOR_NUMBERS -> MixedNumbers.find(source, context, seen(eventType));
    };
  }

  /**
   * What is wrong with an expression whose value is kept.
   *
   * @param target where, for messages
   */
  List<Fault> checkFor(String target, DeclaredType type, String source, ExpressionContext context) {
    return switch (looking) {
      case FOR_MISFITS -> TypeCheck.checkFor(target, type, source, context, seen(""));
      case FOR_NAMES -> doubts(source, context, "");
      case FOR_NUMBERS -> MixedNumbers.find(source, context, seen(""));
    };
  }

  private List<Fault> doubts(String source, ExpressionContext context, String eventType) {
    List<Fault> doubts = new ArrayList<>();
    for (TypeCheck.Undeclared name : TypeCheck.undeclared(source, context, seen(eventType))) {
      Map<String, DeclaredType> known = new LinkedHashMap<>();
      name.known().forEach(other -> known.put(other, Scalar.ANY));
      doubt(name.name(), name.of(), new Members(known, false))
          .map(doubt -> new Fault(name.line(), name.column(), doubt.message(), doubt.remedy()))
          .ifPresent(doubts::add);
    }
    return doubts;
  }

  private Map<Variable, DeclaredType> seen(String eventType) {
    Map<Variable, DeclaredType> types = new EnumMap<>(Variable.class);
    types.put(Variable.PROFILE, profile);
    types.put(Variable.EVENT, declared(eventType));
    Map<String, DeclaredType> journey = new LinkedHashMap<>();
    // A request or a jump may have started it too, with more than such events have.
    journey.put("event", new Members(declared(entryEvent).members(), false));
    journey.put("key", Scalar.STRING);
    journey.put("name", Scalar.STRING);
    journey.put("enteredAt", Scalar.MOMENT);
    types.put(Variable.JOURNEY, new Members(journey, false));
    return types;
  }
}
