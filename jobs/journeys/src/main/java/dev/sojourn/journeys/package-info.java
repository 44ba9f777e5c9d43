/**
 * The journeys job: the topology, its options and its start. From the log of signals and the
 * definitions to message requests, audience changes and journey steps, with one keyed operator in
 * which everything about a person changes together (rules 2 to 5 and 7 to 10 of the architecture).
 */
package dev.sojourn.journeys;
