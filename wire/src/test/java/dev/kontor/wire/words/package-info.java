/// Tests of keys as words.
@NullMarked
package dev.kontor.wire.words;

import org.jspecify.annotations.NullMarked;
