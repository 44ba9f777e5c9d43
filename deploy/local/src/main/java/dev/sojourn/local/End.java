package dev.sojourn.local;

/**
 * That something is over which a running instance cannot do without.
 *
 * @param part what, for people: {@code journeys job}, {@code schema registry}
 * @param status {@code FAILED}, {@code CANCELED}, {@code FINISHED} or {@code ENDED}
 * @param reason the root cause; empty if there is none
 */
public record End(String part, String status, String reason) {}
