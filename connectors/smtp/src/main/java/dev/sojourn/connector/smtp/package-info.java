/**
 * Sends mail over SMTP: a few connections, each held by a thread of its own and used again; HTML
 * and text parts; a Message-ID that is the same over all attempts of a request.
 */
package dev.sojourn.connector.smtp;
