/**
 * The demo: a shop outside of Sojourn ({@link dev.sojourn.cli.demo.Shop} writes to Kafka as any
 * producer would, with code of its own), the servers behind its channels, and a view of what
 * Sojourn does, read from Sojourn's topics as any consumer would.
 */
package dev.sojourn.cli.demo;
