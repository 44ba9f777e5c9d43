/**
 * Definitions in the job: read and checked once, told to every subtask of the operator that keeps
 * people, kept there with their history in log time, and compiled ahead of their effect (rule 5 of
 * the architecture).
 */
package dev.sojourn.journeys.definition;
