/// What people see: tables, byte counts, a progress line, and text made safe for a terminal.
/// The main type is [dev.kontor.cli.terminal.Terminal], which knows what its two streams are connected to and is
/// replaced in tests by one in memory.
/// The package depends on nothing else of the command.
@NullMarked
package dev.kontor.cli.terminal;

import org.jspecify.annotations.NullMarked;
