/** From JSON lines to signals on the log. */
package dev.sojourn.cli.publish;
