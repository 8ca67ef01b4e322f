/// Tests of the package of the same name.
@NullMarked
package dev.kontor.wire.content;

import org.jspecify.annotations.NullMarked;
