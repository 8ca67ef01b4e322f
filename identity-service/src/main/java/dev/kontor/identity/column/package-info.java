/// How the wire's values are kept in database columns. [BytesColumn] is the one converter so far. Entities of all
/// features may use it; it knows none of them.
@NullMarked
package dev.kontor.identity.column;

import org.jspecify.annotations.NullMarked;
