/// `kontor get`: from an address to files on disk, or to standard output.
/// The main type is [dev.kontor.cli.fetch.Get].
/// The package decides what goes where; how bytes arrive and are checked belongs to `download`.
@NullMarked
package dev.kontor.cli.fetch;

import org.jspecify.annotations.NullMarked;
