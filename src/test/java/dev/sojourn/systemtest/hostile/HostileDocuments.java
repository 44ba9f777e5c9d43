package dev.sojourn.systemtest.hostile;

import static dev.sojourn.systemtest.hostile.HostileDefinitions.definition;
import static dev.sojourn.systemtest.hostile.HostileDefinitions.journey;

import dev.sojourn.systemtest.hostile.Expected.Letter;
import dev.sojourn.systemtest.hostile.Expected.Nothing;
import dev.sojourn.systemtest.outside.OutsideProducer;
import java.util.ArrayList;
import java.util.List;

/** Documents that should never have been published. Nobody else uses their names. */
final class HostileDocuments {
  private static final Expected INVALID = new Letter("definition-invalid");
  private static final Expected NOTHING = new Nothing();

  private final List<HostileInput> inputs = new ArrayList<>();
  private final OutsideProducer producer;

  private HostileDocuments(OutsideProducer producer) {
    this.producer = producer;
  }

  static List<HostileInput> all(OutsideProducer producer) {
    HostileDocuments documents = new HostileDocuments(producer);
    documents.texts();
    documents.journeys();
    documents.others();
    return documents.inputs;
  }

  private void texts() {
    refused("a document that is empty", "");
    refused("a document that is cut off", "{\"apiVersion\":\"sojourn/v1\",");
    refused("a document that is null", "null");
    refused("a document that is a list", "[]");
    refused("a document that is a number", "1e999999999");
    refused("a document in YAML", "kind: Journey");
    refused("a document of nothing", "{}");
    refused("a document followed by another", journey("a", 1) + journey("a", 1));
    refused("a document of 100,000 brackets", "[".repeat(100_000));
    refused("a document of 100,000 objects in one another", "{\"a\":".repeat(100_000));
    refused(
        "a document with a text of 800,000 characters",
        "{\"apiVersion\":\"" + "v".repeat(800_000) + "\"}");
    refused(
        "a document of another version of the format",
        journey("a", 1).replace("sojourn/v1", "sojourn/v9"));
    refused(
        "a document with a field that there is not",
        journey("a", 1).replace("\"spec\":{", "\"spec\":{\"colour\":1,"));
  }

  private void journeys() {
    change("a journey without a start", "\"start\":\"tell\",", "");
    change(
        "a journey with a start that there is not", "\"start\":\"tell\"", "\"start\":\"nowhere\"");
    change("a journey with an edge to nowhere", "\"next\":\"done\"", "\"next\":\"nowhere\"");
    change("a journey that turns in a circle", "\"next\":\"done\"", "\"next\":\"look\"");
    change(
        "a journey with a step of two kinds",
        "\"end\":{}",
        "\"end\":{},\"wait\":{\"for\":\"PT1S\"}");
    change("a journey with a condition that does not parse", "event.a > 1", "event.a >");
    change("a journey with a condition of no truth", "event.a > 1", "1 + 1");
    change("a journey with a function that there is not", "event.a > 1", "launch(event.a)");
    change("a journey with a variable that there is not", "event.a > 1", "server.password == 'x'");
    change(
        "a journey with a condition 10,000 deep",
        "event.a > 1",
        "(".repeat(5_000) + "true" + ")".repeat(5_000));
    change("a journey with a wait of never", "PT1H", "never");
    change("a journey with a wait of minus an hour", "PT1H", "-PT1H");
    change("a journey with a timeout of a number", "\"timeout\":\"P1D\"", "\"timeout\":5");
    change(
        "a journey in a zone that there is not",
        "\"timeout\":\"P1D\"",
        "\"timezone\":\"Mars/Olympus\"");
  }

  private void others() {
    document("Audience", "an audience without a rule", "{}");
    document(
        "Audience",
        "an audience that counts 0 events",
        "{\"events\":{\"type\":\"a\",\"count\":{\"atLeast\":0}}}");
    document(
        "Audience",
        "an audience over a month",
        "{\"events\":{\"type\":\"a\",\"within\":\"P1M\",\"count\":{\"atLeast\":1}}}");
    document("Template", "a template without parts", "{\"parts\":{}}");
    // D9: what does not render fails each request; the command refuses to publish it.
    document(
        "Template",
        "a template that does not close",
        "{\"parts\":{\"body\":\"{{#if profile.a}}\"}}",
        NOTHING);
    document(
        "Template",
        "a template with a helper that there is not",
        "{\"parts\":{\"body\":\"{{launch 1 2}}\"}}",
        NOTHING);
    document("Channel", "a channel without a connector", "{\"medium\":\"a\"}");
    document(
        "Channel",
        "a channel with a limit of 0",
        "{\"connector\":{\"type\":\"webhook\",\"url\":\"http://localhost/\"},\"limits\":[{\"count\":0,\"per\":\"PT1S\"}]}");
    document("ContactPolicy", "a policy of no class", "{}");
    document(
        "ContactPolicy",
        "a policy with a cap of -1",
        "{\"class\":\"marketing\",\"caps\":[{\"count\":-1,\"per\":\"P1D\"}]}");
  }

  private void change(String name, String part, String instead) {
    String good = journey("a", 1);
    if (!good.contains(part)) {
      throw new IllegalStateException(name + " changes nothing");
    }
    refused(name, good.replace(part, instead));
  }

  private void refused(String name, String document) {
    byte[] value = definition(producer, "Journey", "a", 1, document);
    inputs.add(HostileInput.definition(name, "Journey/a/1", value, INVALID));
  }

  private void document(String kind, String name, String spec) {
    document(kind, name, spec, INVALID);
  }

  private void document(String kind, String name, String spec, Expected expected) {
    // A name of its own: a version that one of the jobs takes would stand in the others' way.
    String own = "hostile-" + inputs.size();
    String document =
        "{\"apiVersion\":\"sojourn/v1\",\"kind\":\"%s\",\"metadata\":{\"name\":\"%s\",\"version\":1},\"spec\":%s}"
            .formatted(kind, own, spec);
    byte[] value = definition(producer, kind, own, 1, document);
    inputs.add(HostileInput.definition(name, kind + "/" + own + "/1", value, expected));
  }
}
