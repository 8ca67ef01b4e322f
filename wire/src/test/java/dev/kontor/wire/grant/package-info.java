/// Tests of the package of the same name.
@NullMarked
package dev.kontor.wire.grant;

import org.jspecify.annotations.NullMarked;
