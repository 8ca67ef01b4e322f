/// Tests of the package of the same name.
@NullMarked
package dev.kontor.wire.event;

import org.jspecify.annotations.NullMarked;
