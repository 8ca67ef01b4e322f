/// Tests of the package of the same name.
@NullMarked
package dev.kontor.wire.address;

import org.jspecify.annotations.NullMarked;
