/// Asks a source over HTTP, conditionally, with a deadline on every wait and a limit on every body.
/// Main type: [dev.kontor.connector.fetch.SourceClient]; it blocks and belongs on a virtual thread.
/// May not depend on the database or other feature packages than `source`.
@NullMarked
package dev.kontor.connector.fetch;

import org.jspecify.annotations.NullMarked;
