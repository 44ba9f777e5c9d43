/** How an instance is doing: its jobs by Flink's REST API, its topics by Kafka's. */
package dev.sojourn.cli.status;
