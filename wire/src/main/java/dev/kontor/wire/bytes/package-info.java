/// Immutable byte strings and their text forms. [Bytes] is the main type; everything on the wire is made of it.
/// Depends on nothing but the JDK.
@NullMarked
package dev.kontor.wire.bytes;

import org.jspecify.annotations.NullMarked;
