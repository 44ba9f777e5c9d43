/**
 * The delivery job: takes message requests, keeps to each channel's limits, sends, and reports what
 * became of them.
 */
package dev.sojourn.delivery;
