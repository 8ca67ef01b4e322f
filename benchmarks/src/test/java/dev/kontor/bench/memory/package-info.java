@NullMarked
package dev.kontor.bench.memory;

import org.jspecify.annotations.NullMarked;
