/**
 * What a connector is: it turns one rendered message into one call to a provider and classifies the
 * answer. It does not retry, count, queue or know Flink; the delivery job does these, alike for
 * all.
 */
package dev.sojourn.connector;
