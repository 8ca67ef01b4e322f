/// Tests of the fuzzing tools themselves.
@NullMarked
package dev.kontor.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
