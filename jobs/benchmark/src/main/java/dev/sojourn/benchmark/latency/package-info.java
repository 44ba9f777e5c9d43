/**
 * How long it takes from the moment at which an event was meant to be sent until what it causes can
 * be read, at a fixed rate that does not wait for the system under test.
 */
package dev.sojourn.benchmark.latency;
