@NullMarked
package dev.kontor.bench;

import org.jspecify.annotations.NullMarked;
