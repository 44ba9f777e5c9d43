/**
 * Secrets of the worker (D11): named by documents, resolved where the worker runs, never stored.
 */
package dev.sojourn.delivery.secret;
