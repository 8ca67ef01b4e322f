/// Tests of the package of the same name.
@NullMarked
package dev.kontor.wire.id;

import org.jspecify.annotations.NullMarked;
