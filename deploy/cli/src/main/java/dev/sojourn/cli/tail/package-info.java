/**
 * Reading topics as people and programs want to see them: decoded, newest last, without the ticks.
 */
package dev.sojourn.cli.tail;
