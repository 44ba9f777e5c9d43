/**
 * Simulating drafts over recorded signals: definitions put together, people taken through the
 * engine on all cores, and what came of it told as a table, as JSON and as a page.
 */
package dev.sojourn.cli.simulate;
