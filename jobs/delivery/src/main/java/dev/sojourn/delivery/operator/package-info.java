/**
 * The channel operator: one keyed operator that holds a channel's queue, calls the connector and
 * takes the answers as mails on its own thread. {@link
 * dev.sojourn.delivery.operator.ChannelOperator} is Flink's side of it, {@link
 * dev.sojourn.delivery.operator.ChannelRunner} carries out what {@link
 * dev.sojourn.delivery.channel.ChannelShard} decides.
 */
package dev.sojourn.delivery.operator;
