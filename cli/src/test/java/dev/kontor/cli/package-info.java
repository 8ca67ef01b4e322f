/// Tests of the command against a real HTTP server that speaks the shapes of a gateway.
/// The main type is [dev.kontor.cli.TestShell], which runs a command line in memory.
/// Nothing here waits, and ports are those that the system gives.
@NullMarked
package dev.kontor.cli;

import org.jspecify.annotations.NullMarked;
