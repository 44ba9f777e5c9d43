/**
 * Documents on their way from files to the definitions topic: read, checked with everything that a
 * deployment knows, compared with what is live, published.
 */
package dev.sojourn.cli.definition;
