/**
 * What travels between the job's operators, how it is read from Kafka and written to it, and what
 * becomes of unreadable records.
 */
package dev.sojourn.delivery.stream;
