/**
 * Sends messages to any system that takes HTTP calls: one call a message, bearer token, idempotency
 * key as a header, the answer classified by its status and, where it is wanted, read as JSON.
 */
package dev.sojourn.connector.webhook;
