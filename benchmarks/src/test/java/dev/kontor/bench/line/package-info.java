@NullMarked
package dev.kontor.bench.line;

import org.jspecify.annotations.NullMarked;
