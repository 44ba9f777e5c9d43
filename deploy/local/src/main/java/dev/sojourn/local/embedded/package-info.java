/**
 * A broker and a schema registry for one machine, without Docker: a real Kafka broker inside this
 * process, and the real Apicurio registry as a child process. Ordinary clients of other processes
 * on this machine can use both. Both listen on the loopback address only, since neither asks who is
 * calling. Both keep their data under a directory and start again on it after a close as well as
 * after a {@code kill -9}.
 *
 * <p>Nobody else may use the directory at the same time.
 */
package dev.sojourn.local.embedded;
