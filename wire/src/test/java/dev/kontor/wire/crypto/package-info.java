/// Tests of the package of the same name.
@NullMarked
package dev.kontor.wire.crypto;

import org.jspecify.annotations.NullMarked;
