@NullMarked
package dev.kontor.bench.meter;

import org.jspecify.annotations.NullMarked;
