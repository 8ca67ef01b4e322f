/// What tests of every module share: a clock that only moves when told, a seeded generator, a network made of an event
/// queue, and the architecture rules. Start with [Generator] for randomised tests and [Architecture] for the rules.
/// It knows no module of the project, so that every module, even the lowest, may use it in its tests.
@NullMarked
package dev.kontor.testkit;

import org.jspecify.annotations.NullMarked;
