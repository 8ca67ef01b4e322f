/// Tests of the package of the same name.
@NullMarked
package dev.kontor.wire.bytes;

import org.jspecify.annotations.NullMarked;
