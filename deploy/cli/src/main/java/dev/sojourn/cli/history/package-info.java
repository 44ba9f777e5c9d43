/**
 * Recorded signals: written from the topic to files, and read again from files or the topic, person
 * by person, whatever their number.
 */
package dev.sojourn.cli.history;
