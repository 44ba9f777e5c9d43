package dev.sojourn.delivery.operator;

import dev.sojourn.avro.ApiOrigin;
import dev.sojourn.avro.CampaignOrigin;
import dev.sojourn.avro.JourneyOrigin;
import dev.sojourn.avro.MessageClass;
import dev.sojourn.avro.MessageRequest;
import dev.sojourn.avro.QuietPeriod;
import dev.sojourn.delivery.channel.Ticket;

/** Takes from a request what its channel's queue needs to know. */
final class Tickets {

  /** Quiet hours of a request that are kept: those of several weeks. */
  static final int MOST_QUIET = 100;

  /** Characters of a journey's name that tell it from others. */
  static final int LONGEST_JOURNEY = 200;

  private Tickets() {}

  static Ticket of(MessageRequest request) {
    return Ticket.fresh(
            request.getId(),
            request.getMessageClass() == MessageClass.TRANSACTIONAL,
            request.getPriority(),
            request.getDueAt().toEpochMilli(),
            request.getExpiresAt().toEpochMilli(),
            request.getDry())
        .quietIn(request.getQuiet().stream().limit(MOST_QUIET).map(Tickets::quiet).toList())
        .ofJourney(journey(request.getOrigin()));
  }

  /** Whose turn a request takes; the letter keeps a journey from a campaign of the same name. */
  private static String journey(Object origin) {
    String name = "";
    if (origin instanceof JourneyOrigin journey) {
      name = "j:" + journey.getJourney();
    } else if (origin instanceof CampaignOrigin campaign) {
      name = "c:" + campaign.getCampaign();
    } else if (origin instanceof ApiOrigin api) {
      name = "a:" + api.getCaller();
    }
    return name.substring(0, Math.min(name.length(), LONGEST_JOURNEY));
  }

  private static Ticket.Quiet quiet(QuietPeriod period) {
    return new Ticket.Quiet(period.getFrom().toEpochMilli(), period.getTo().toEpochMilli());
  }
}
