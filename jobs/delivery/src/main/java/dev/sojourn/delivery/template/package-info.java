/** Turns templates and a request's data into the parts of a message (D9). */
package dev.sojourn.delivery.template;
