/**
 * What the delivery job reads from definitions: channels, templates, and which version of each is
 * the live one.
 */
package dev.sojourn.delivery.definition;
