/// Tests of the package of the same name.
@NullMarked
package dev.kontor.wire.descriptor;

import org.jspecify.annotations.NullMarked;
