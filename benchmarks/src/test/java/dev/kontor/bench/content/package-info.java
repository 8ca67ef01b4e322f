@NullMarked
package dev.kontor.bench.content;

import org.jspecify.annotations.NullMarked;
