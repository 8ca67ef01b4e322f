/// Tests of the package of the same name.
@NullMarked
package dev.kontor.wire.receipt;

import org.jspecify.annotations.NullMarked;
