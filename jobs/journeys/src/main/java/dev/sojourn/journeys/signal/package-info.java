/**
 * From the bytes on {@code signals} to the engine's signals. Events, by far the most frequent, are
 * read by hand: straight from the bytes into the slots that definitions ask for, without generic
 * records or maps, and without allocating for what nobody asks for. Everything else goes through
 * the generated records.
 */
package dev.sojourn.journeys.signal;
