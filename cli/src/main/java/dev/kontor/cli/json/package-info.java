/// JSON as a small closed set of values, read and written with a streaming parser and no data binding.
/// The main type is [dev.kontor.cli.json.Json]; the command prints what a site answered without needing a class for
/// every answer, and starts faster for it.
/// The package depends on nothing else of the command.
@NullMarked
package dev.kontor.cli.json;

import org.jspecify.annotations.NullMarked;
