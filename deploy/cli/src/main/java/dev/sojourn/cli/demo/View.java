package dev.sojourn.cli.demo;

import dev.sojourn.local.Endpoints;

/** Shows the demo to whoever watches. */
public interface View {

  /** How often it wants to be shown the progress. */
  java.time.Duration every();

  /** Something that is said once, while starting. */
  void say(String message);

  /** Everything runs. */
  void ready(Endpoints endpoints, java.time.Duration after);

  /** The first mail has come. */
  void firstMail(Mail mail, java.time.Duration after);

  void show(Progress progress);

  /** The last figures. */
  void summary(Progress progress);
}
