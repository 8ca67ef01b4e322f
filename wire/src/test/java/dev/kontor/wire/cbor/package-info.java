/// Tests of the package of the same name.
@NullMarked
package dev.kontor.wire.cbor;

import org.jspecify.annotations.NullMarked;
