/// Tests of the package of the same name.
@NullMarked
package dev.kontor.wire.org;

import org.jspecify.annotations.NullMarked;
