/**
 * The engine without Flink: what the logs alone say should have happened, as the measure for what
 * the product did.
 */
package dev.sojourn.systemtest.core;
