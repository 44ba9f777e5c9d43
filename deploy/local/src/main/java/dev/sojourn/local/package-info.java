/**
 * Sojourn on one machine: a broker, a schema registry and a Flink cluster in this process, the two
 * jobs running on it, and a data directory from which all of them go on after a stop or a kill.
 * What runs on the cluster is what runs in production; only what surrounds it is embedded, and each
 * part can be an outside one instead.
 */
package dev.sojourn.local;
