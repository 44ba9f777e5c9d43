/** The job's metrics beyond Flink's own. Units stand in the names; sets of labels are bounded. */
package dev.sojourn.journeys.metric;
