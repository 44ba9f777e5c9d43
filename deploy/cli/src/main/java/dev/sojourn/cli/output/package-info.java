/** How results look: tables for people, JSON for programs. */
package dev.sojourn.cli.output;
