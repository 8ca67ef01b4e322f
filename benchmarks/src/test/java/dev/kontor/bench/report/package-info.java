@NullMarked
package dev.kontor.bench.report;

import org.jspecify.annotations.NullMarked;
