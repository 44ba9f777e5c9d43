package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.expression.DeclaredType.Members;
import dev.sojourn.engine.expression.ExpectedType;
import dev.sojourn.engine.expression.Expression;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the steps that do something: send, call, update, emit, jump. */
final class ActionReader {
  private ActionReader() {}

  static Step send(String id, Element step, Element send) {
    boolean awaitOutcome = send.at("awaitOutcome").isTrue();
    // S8
    if (!awaitOutcome && step.at("failed").exists()) {
      step.at("failed")
          .refuseName(
              "the edge 'failed' is never taken, as the outcome is not awaited",
              "add awaitOutcome: true to send, or remove the edge");
    }
    return new Step.Send(
        id,
        send.at("channel").textOrEmpty(),
        send.at("template").textOrEmpty(),
        send.at("templateVersion").number(0),
        Times.duration(send.at("expires")),
        awaitOutcome,
        StepReader.edge(step, "next"),
        StepReader.edge(step, "failed"),
        StepReader.edge(step, "skipped"));
  }

  static Step call(String id, Element step, Element call) {
    return new Step.Call(
        id,
        call.at("channel").textOrEmpty(),
        call.at("template").textOrEmpty(),
        call.at("templateVersion").number(0),
        Times.duration(call.at("for")),
        StepReader.edge(step, "next"),
        StepReader.edge(step, "failed"),
        StepReader.edge(step, "timeout"));
  }

  static Step update(String id, Element step, Element update) {
    if (update.node().isObject() && update.present(List.of("attributes", "consents")).isEmpty()) {
      update.refuse("has neither attributes nor consents", "state what to change");
    }
    for (Element attribute : update.at("attributes").members()) {
      if (attribute.name().equals("id") || attribute.name().equals("consents")) {
        attribute.refuseName(
            "'" + attribute.name() + "' cannot be set as an attribute",
            attribute.name().equals("id")
                ? "choose another name; the id is the profile's key"
                : "use consents beside attributes");
      }
    }
    Map<String, String> consents = new LinkedHashMap<>();
    for (Element consent : update.at("consents").members()) {
      consents.put(consent.name(), consent.textOrEmpty());
    }
    return new Step.Update(
        id,
        kept(update.at("attributes"), "profile", Declared::profile),
        Collections.unmodifiableMap(consents),
        StepReader.edge(step, "next"));
  }

  static Step emit(String id, Element step, Element emit) {
    String type = emit.at("type").textOrEmpty();
    return new Step.Emit(
        id,
        type,
        kept(emit.at("properties"), type, declared -> declared.event(type)),
        StepReader.edge(step, "next"));
  }

  static Step jump(String id, Element step, Element jump) {
    boolean end = jump.at("end").isTrue();
    if (end && step.at("next").exists()) {
      step.at("next")
          .refuseName(
              "the edge 'next' is never taken, as the instance ends",
              "remove it, or remove end: true from jump");
    }
    Element key = jump.at("key");
    return new Step.Jump(
        id,
        jump.at("journey").textOrEmpty(),
        key.exists()
            ? Optional.of(Expressions.read(key, Expressions.STEP, ExpectedType.KEY))
            : Optional.empty(),
        kept(jump.at("context"), "the context", declared -> Members.ANYTHING),
        end,
        StepReader.edge(step, "next"),
        StepReader.edge(step, "failed"));
  }

  /**
   * Values by the names under which they are kept.
   *
   * @param target where, for messages
   * @param members what is declared there
   */
  private static Map<String, Expression> kept(
      Element map, String target, Function<Declared, Members> members) {
    Map<String, Expression> values = new LinkedHashMap<>();
    for (Element member : map.members()) {
      values.put(member.name(), Expressions.kept(member, Expressions.STEP, target, members));
    }
    return Collections.unmodifiableMap(values);
  }
}
