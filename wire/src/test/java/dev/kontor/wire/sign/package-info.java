/// Tests of the package of the same name.
@NullMarked
package dev.kontor.wire.sign;

import org.jspecify.annotations.NullMarked;
