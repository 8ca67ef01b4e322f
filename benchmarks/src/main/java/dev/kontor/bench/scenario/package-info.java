/// What all scenarios have in common.
/// The main type is [Scenario].
/// It may not depend on any of them.
@NullMarked
package dev.kontor.bench.scenario;

import org.jspecify.annotations.NullMarked;
