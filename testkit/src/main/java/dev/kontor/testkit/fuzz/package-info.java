/// Fuzzing: hostile input that nobody thought of, made by mutating what is well-formed. A [FuzzTarget] says what is
/// attacked and what must hold; [FuzzTests] attacks it a little in every build, [Fuzz] for long and guided by coverage.
/// It knows no module of the project: targets are found as services on the class path of their module's tests.
@NullMarked
package dev.kontor.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
