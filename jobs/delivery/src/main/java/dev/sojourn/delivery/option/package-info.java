/**
 * Typed options out of plain key-value pairs: names, defaults and descriptions in one place, and
 * errors that say what to do.
 */
package dev.sojourn.delivery.option;
