/**
 * The contract of a connector as tests: a connector's own test extends {@link
 * dev.sojourn.connector.testkit.ChannelConnectorContract} and gives it a real counterpart of its
 * protocol, a {@link dev.sojourn.connector.testkit.Provider}.
 */
package dev.sojourn.connector.testkit;
