/**
 * The rules by which a channel works off its requests, without Flink, connectors or a clock: order,
 * limits, retries, circuit, pauses. Every method that needs the time takes it as {@code now}, in
 * milliseconds since the epoch. {@link dev.sojourn.delivery.channel.ChannelShard} puts the parts
 * together; nothing here is safe for use by several threads.
 */
package dev.sojourn.delivery.channel;
