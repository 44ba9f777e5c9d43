/**
 * How commands reach a broker and a registry: by options, by the environment, or through the
 * instance that runs on a data directory.
 */
package dev.sojourn.cli.connection;
