/**
 * The {@code sojourn} command. Each subcommand is a class here that reads its options, calls one of
 * the packages below and turns what it finds into output and an {@link dev.sojourn.cli.ExitCode
 * exit code}. Standard output carries results only; what goes wrong is on standard error.
 */
package dev.sojourn.cli;
