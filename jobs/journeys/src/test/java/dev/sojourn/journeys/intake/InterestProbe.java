package dev.sojourn.journeys.intake;

/** Asks what an intake would ask. */
public record InterestProbe(WorkerInterest interest) {

  public boolean isDropped(String type, long logTime) {
    return interest.isUnwanted(type, logTime);
  }
}
