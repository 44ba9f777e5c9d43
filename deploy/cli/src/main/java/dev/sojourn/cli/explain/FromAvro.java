package dev.sojourn.cli.explain;

import dev.sojourn.avro.ApiOrigin;
import dev.sojourn.avro.AudienceChange;
import dev.sojourn.avro.CampaignOrigin;
import dev.sojourn.avro.Command;
import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.avro.DeadLetter;
import dev.sojourn.avro.DeliveryReport;
import dev.sojourn.avro.EntryRequest;
import dev.sojourn.avro.JourneyOrigin;
import dev.sojourn.avro.JourneyStep;
import dev.sojourn.avro.MessageClass;
import dev.sojourn.avro.MessageRequest;
import dev.sojourn.avro.ProfileUpdate;
import dev.sojourn.avro.Recall;
import dev.sojourn.schemas.codec.Values;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The topics' records as what this package reasons about. What is null there is empty here. */
final class FromAvro {
  private FromAvro() {}

  static Transition transition(JourneyStep step, Instant loggedAt) {
    return new Transition(
        step.getJourney(),
        step.getVersion(),
        orEmpty(step.getInstance()),
        step.getInstanceKey(),
        step.getTransition(),
        step.getKind(),
        orEmpty(step.getStep()),
        orEmpty(step.getEdge()),
        orEmpty(step.getNext()),
        orEmpty(step.getReason()),
        orEmpty(step.getRequestId()),
        step.getAt(),
        Optional.ofNullable(step.getUntil()),
        orEmpty(step.getSignal()),
        step.getDetail() == null ? Map.of() : step.getDetail(),
        loggedAt);
  }

  static AudienceTurn turn(AudienceChange change) {
    return new AudienceTurn(
        change.getAudience(),
        change.getVersion(),
        change.getChange().equals("entered"),
        change.getAt(),
        change.getCause(),
        orEmpty(change.getLeaf()),
        orEmpty(change.getSignal()),
        orEmpty(change.getApproximate()));
  }

  static Request request(MessageRequest request) {
    return new Request(
        request.getId(),
        request.getChannel(),
        request.getAddress(),
        request.getTemplate(),
        request.getTemplateVersion() == null ? 0 : request.getTemplateVersion(),
        request.getMessageClass() == MessageClass.TRANSACTIONAL,
        orEmpty(request.getTopic()),
        request.getPriority(),
        request.getRequestedAt(),
        request.getDueAt(),
        request.getExpiresAt(),
        origin(request.getOrigin()),
        request.getDry());
  }

  private static Request.Origin origin(Object origin) {
    if (origin instanceof JourneyOrigin step) {
      return new Request.Origin.Step(
          step.getJourney(), step.getVersion(), step.getInstance(), step.getStep());
    } else if (origin instanceof CampaignOrigin row) {
      return new Request.Origin.Row(row.getCampaign(), row.getRun(), row.getRow());
    }
    return new Request.Origin.Caller(((ApiOrigin) origin).getCaller());
  }

  static RequestStory.Recall recall(Recall recall) {
    return new RequestStory.Recall(recall.getRequestId(), recall.getReason(), recall.getAt());
  }

  static Report report(DeliveryReport report, Instant loggedAt) {
    return new Report(
        report.getRequestId(),
        report.getStatus(),
        report.getAt(),
        report.getChannel(),
        orEmpty(report.getCode()),
        orEmpty(report.getDetail()),
        orEmpty(report.getProviderId()),
        report.getAttempts(),
        report.getAnswer() == null ? Map.of() : Values.fromStruct(report.getAnswer()),
        orEmpty(report.getTopic()),
        loggedAt);
  }

  static SignalSeen event(CustomerEvent event, Instant loggedAt) {
    return new SignalSeen(
        SignalSeen.Kind.EVENT,
        event.getId(),
        event.getType(),
        event.getOccurredAt(),
        loggedAt,
        event.getHops(),
        Values.fromAvro(event.getProperties()));
  }

  static SignalSeen update(ProfileUpdate update, Instant loggedAt) {
    return new SignalSeen(
        SignalSeen.Kind.UPDATE,
        update.getId(),
        "",
        update.getOccurredAt(),
        loggedAt,
        0,
        Values.fromAvro(update.getAttributes()));
  }

  static SignalSeen entryRequest(EntryRequest request, Instant loggedAt) {
    return new SignalSeen(
        SignalSeen.Kind.ENTRY_REQUEST,
        request.getId(),
        request.getJourney(),
        request.getOccurredAt(),
        loggedAt,
        0,
        Values.fromAvro(request.getContext()));
  }

  static SignalSeen command(Command command, Instant loggedAt) {
    return new SignalSeen(
        SignalSeen.Kind.COMMAND,
        command.getId(),
        command.getKind(),
        loggedAt,
        loggedAt,
        0,
        Map.of());
  }

  static Letter letter(DeadLetter letter) {
    return new Letter(
        letter.getCode(),
        letter.getCategory(),
        letter.getMessage(),
        letter.getComponent(),
        letter.getTopic() == null
            ? ""
            : letter.getTopic() + "/" + letter.getPartition() + "/" + letter.getOffset(),
        letter.getAt());
  }

  private static String orEmpty(String nullable) {
    return nullable == null ? "" : nullable;
  }
}
