/**
 * The world around the product: a producer and a reader made of Kafka's clients, Avro's generic
 * records and plain HTTP, and the servers to which messages go. Nothing in this package uses code
 * of the product; the schemas are copies, as another team would have them.
 */
package dev.sojourn.systemtest.outside;
