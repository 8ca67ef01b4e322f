@NullMarked
package dev.kontor.bench.trace;

import org.jspecify.annotations.NullMarked;
