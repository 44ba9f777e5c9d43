package dev.sojourn.cli.explain;

import dev.sojourn.cli.explain.Reason.Group;
import java.util.List;

/**
 * The outcomes that the delivery job reports (D8), and the codes of its connectors. A provider's
 * own answers, such as an HTTP status, are not among them.
 */
final class DeliveryReasons {
  private DeliveryReasons() {}

  static List<Reason> all() {
    return List.of(
        delivery("sent", "the provider took the message", Reason.NOTHING),
        delivery("failed", "the message could not be sent", "The code beside it says why."),
        delivery(
            "expired",
            "it could not be sent before it expired",
            "Look at the channel: is it slow, throttled, misconfigured? Or let requests live longer with `expires`."),
        delivery("recalled", "it was taken back before it went out", "Nothing: the person left."),
        delivery(
            "rate-limited",
            "the channel's limit was reached, and it rejects instead of waiting",
            "Use `onLimit: wait`, or raise the limit."),
        delivery(
            "in-doubt",
            "it is not known whether the provider took it, and it is not tried again",
            "Ask the provider, with the request's id."),
        delivery("dry", "it was a trial, and nothing goes out", Reason.NOTHING),
        delivery(
            "render",
            "the template does not render with this request's values",
            "Give the missing value a default in the template."),
        delivery(
            "address-invalid",
            "the address is not exactly one address of the channel",
            "Mend the address in the profile."),
        delivery(
            "content-missing",
            "the message lacks a part that the connector needs",
            "Add the part to the template."),
        delivery(
            "request-id-invalid", "the request's id cannot stand in a header", "Please report it."),
        delivery(
            "timeout",
            "the provider did not answer in time",
            "Look at the provider, or raise `timeout`."),
        delivery(
            "connection-refused",
            "there was no connection to the provider",
            "Look whether the provider can be reached from where the job runs."),
        delivery(
            "connection-lost",
            "the connection ended before the answer",
            "Look at the provider, and at what lies between."),
        delivery(
            "connector-closed",
            "the channel's connector was closed",
            "Nothing: it is tried again."),
        delivery(
            "connector-error",
            "the connector failed in a way that nobody foresaw",
            "Look into the job's log; it is a bug."),
        delivery(
            "secret-missing",
            "a reference to a secret leads nowhere where the job runs",
            "Set the variable or the file that the channel names."),
        delivery(
            "credentials-refused",
            "the provider refuses the channel's credentials",
            "Renew the secret that the channel names."),
        delivery(
            "tls", "there is no secure connection to the provider", "Look at its certificate."),
        delivery(
            "configuration-invalid",
            "the channel's configuration is invalid once its secrets are filled in",
            "Look at the values of the secrets."),
        delivery(
            "throttled",
            "the provider asked for patience until it was too late",
            "Lower the channel's limits to what the provider takes."),
        delivery(
            "channel-unknown",
            "the channel is not published any more",
            "Publish it with `sojourn apply`."),
        delivery(
            "template-unknown",
            "the template is not published any more",
            "Publish it with `sojourn apply`."));
  }

  private static Reason delivery(String code, String words, String remedy) {
    return new Reason(Group.DELIVERY, code, words, remedy);
  }
}
