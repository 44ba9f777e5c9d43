package dev.sojourn.cli.definition;

import dev.sojourn.connector.ConnectorFactory;
import dev.sojourn.connector.ConnectorFactory.Escaping;
import dev.sojourn.connector.ConnectorFactory.Part;
import dev.sojourn.delivery.definition.ChannelSpec;
import dev.sojourn.delivery.definition.SpecException;
import dev.sojourn.delivery.definition.TemplateSpec;
import dev.sojourn.delivery.template.CompiledTemplate;
import dev.sojourn.delivery.template.RenderException;
import dev.sojourn.engine.definition.Channel;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.Template;
import dev.sojourn.engine.definition.document.SourceDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * What only a deployment can check, because it knows the connectors and the language of templates:
 * a channel's connector and its configuration, a template's syntax (D9), and that a template has
 * the parts that a channel needs over which a journey sends it or calls with it.
 */
final class DeploymentChecks {
  private final Map<String, ConnectorFactory> factories = new TreeMap<>();
  private final Map<String, ConnectorFactory> connectorOfChannel = new HashMap<>();
  private final Map<String, TemplateSpec> templates = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  DeploymentChecks(List<SourceDocument> sources, List<DocumentVersion> live) {
    ServiceLoader.load(ConnectorFactory.class).forEach(f -> factories.put(f.type(), f));
    live.forEach(this::note);
    sources.stream().filter(s -> s.document() instanceof Channel).forEach(this::checkChannel);
    sources.stream().filter(s -> s.document() instanceof Template).forEach(this::checkTemplate);
    sources.forEach(
        source -> {
          if (source.document() instanceof Journey journey) {
            checkRequests(source, journey);
          }
        });
  }

  /** By kind, then in the documents' order. */
  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** What is live was checked when it was published; one that cannot be used now is passed over. */
  private void note(DocumentVersion live) {
    try {
      if (live.kind() == Kind.CHANNEL) {
        ConnectorFactory factory = factories.get(ChannelSpec.parse(live.json()).connectorType());
        if (factory != null) {
          connectorOfChannel.put(live.name(), factory);
        }
      } else if (live.kind() == Kind.TEMPLATE) {
        templates.put(live.name(), TemplateSpec.parse(live.name(), live.version(), live.json()));
      }
    } catch (SpecException e) {
      // The delivery job reports it.
    }
  }

  private void checkChannel(SourceDocument source) {
    connectorOfChannel.remove(source.document().name());
    ChannelSpec spec;
    try {
      spec = ChannelSpec.parse(source.canonicalJson());
    } catch (SpecException e) {
      problems.add(source.problemAt(List.of("spec"), e.getMessage(), ""));
      return;
    }
    ConnectorFactory factory = factories.get(spec.connectorType());
    if (factory == null) {
      problems.add(
          source.problemAt(
              List.of("spec", "connector", "type"),
              "there is no connector of type '" + spec.connectorType() + "'",
              "there are " + String.join(", ", factories.keySet())));
      return;
    }
    connectorOfChannel.put(source.document().name(), factory);
    for (String problem : factory.check(spec.connector())) {
      problems.add(source.problemAt(List.of("spec", "connector"), problem, ""));
    }
  }

  private void checkTemplate(SourceDocument source) {
    String name = source.document().name();
    templates.remove(name);
    try {
      TemplateSpec spec =
          TemplateSpec.parse(name, source.document().version(), source.canonicalJson());
      templates.put(name, spec);
      // One by one, so that each problem has its place.
      spec.parts().keySet().stream().sorted().forEach(part -> compile(source, spec, part));
    } catch (SpecException e) {
      problems.add(source.problemAt(List.of("spec"), e.getMessage(), ""));
    }
  }

  private void compile(SourceDocument source, TemplateSpec spec, String part) {
    try {
      CompiledTemplate.of(spec, List.of(new Part(part, true, Escaping.NONE)));
    } catch (RenderException e) {
      problems.add(source.problemAt(List.of("spec", "parts", part), e.getMessage(), ""));
    }
  }

  private void checkRequests(SourceDocument source, Journey journey) {
    for (Step step : journey.steps().values()) {
      if (step instanceof Step.Send send) {
        checkParts(source, List.of(send.id(), "send"), send.channel(), send.template());
      } else if (step instanceof Step.Call call) {
        checkParts(source, List.of(call.id(), "call"), call.channel(), call.template());
      }
    }
  }

  /**
   * @param step its id, and what it does
   */
  private void checkParts(
      SourceDocument source, List<String> step, String channel, String templateName) {
    ConnectorFactory factory = connectorOfChannel.get(channel);
    TemplateSpec template = templates.get(templateName);
    if (factory == null || template == null) {
      return;
    }
    List<String> at = List.of("spec", "steps", step.get(0), step.get(1), "template");
    List<String> taken = factory.parts().stream().map(Part::name).toList();
    for (Part part : factory.parts()) {
      if (part.required() && !template.parts().containsKey(part.name())) {
        problems.add(
            source.problemAt(
                at,
                "template '"
                    + template.name()
                    + "' lacks the part '"
                    + part.name()
                    + "', which channel '"
                    + channel
                    + "' needs",
                "add it to the template"));
      }
    }
    for (String part : template.parts().keySet()) {
      if (!taken.contains(part)) {
        problems.add(
            source.problemAt(
                at,
                "template '"
                    + template.name()
                    + "' has a part '"
                    + part
                    + "', which channel '"
                    + channel
                    + "' does not take",
                "it takes " + String.join(", ", taken)));
      }
    }
  }
}
