package dev.sojourn.cli.explain;

import dev.sojourn.cli.explain.Reason.Group;
import java.util.ArrayList;
import java.util.List;

/** Requests and what became of them, in words. */
final class RequestWords {
  private final Moments moments;

  RequestWords(Moments moments) {
    this.moments = moments;
  }

  /** Through which channel, with which template, to whom. */
  static String target(Request request) {
    return target(request.channel(), request.template())
        + (request.templateVersion() == 0 ? "" : " version " + request.templateVersion())
        + " to "
        + request.address()
        + (request.dry() ? " (a trial: not sent)" : "");
  }

  /** As above, of what a document says; empty if it says nothing. */
  static String target(String channel, String template) {
    return (channel.isEmpty() ? "" : " over " + channel)
        + (template.isEmpty() ? "" : " with template " + template);
  }

  /** Who asked for it. */
  static String origin(Request request) {
    Request.Origin origin = request.origin();
    if (origin instanceof Request.Origin.Step step) {
      return "step `"
          + step.step()
          + "` of journey "
          + step.journey()
          + " version "
          + step.version();
    } else if (origin instanceof Request.Origin.Row row) {
      return "campaign " + row.campaign() + ", run " + row.run() + ", row " + row.row();
    }
    return "application " + ((Request.Origin.Caller) origin).name();
  }

  /** One line for the outcome, and one for each that came after it. */
  List<String> outcome(RequestStory story) {
    List<String> lines = new ArrayList<>();
    story
        .recall()
        .ifPresent(
            recall -> lines.add(moments.at(recall.at()) + "  taken back: " + recall.reason()));
    story.outcome().ifPresent(report -> lines.add(line(report)));
    story.feedback().forEach(report -> lines.add(line(report)));
    if (story.outcome().isEmpty() && story.feedback().isEmpty()) {
      lines.add(silence(story));
    }
    return lines;
  }

  private String line(Report report) {
    StringBuilder line =
        new StringBuilder(moments.at(report.at())).append("  ").append(report.status());
    if (!report.topic().isEmpty()) {
      line.append(" from topic ").append(report.topic());
    }
    if (!report.code().isEmpty()) {
      line.append(": ").append(report.code());
      Reasons.of(Group.DELIVERY, report.code())
          .ifPresent(reason -> line.append(", ").append(reason.words()));
    }
    if (!report.detail().isEmpty()) {
      line.append(" — ").append(report.detail());
    }
    if (report.attempts() > 1) {
      line.append(", after ").append(report.attempts()).append(" attempts");
    }
    if (!report.providerId().isEmpty()) {
      line.append(", the provider's id is ").append(report.providerId());
    }
    return line.toString();
  }

  private String silence(RequestStory story) {
    if (story.request().isEmpty()) {
      return "neither the request nor its outcome is among what was read; both are kept for a shorter time than steps";
    }
    Request request = story.request().get();
    if (request.expiresAt().isBefore(moments.now())) {
      return "no outcome is recorded, although it expired "
          + moments.atAndFromNow(request.expiresAt())
          + ": does the delivery job run? See `sojourn status`";
    }
    return "no outcome yet: it waits for the channel until it expires "
        + moments.atAndFromNow(request.expiresAt());
  }
}
