@NullMarked
package dev.kontor.bench.http;

import org.jspecify.annotations.NullMarked;
