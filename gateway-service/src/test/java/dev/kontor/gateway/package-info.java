/// Tests of the gateway as a whole: its architecture rules and the public API's description. [ArchitectureTest] is the
/// first to run.
/// Each feature's tests lie in the feature's package.
@NullMarked
package dev.kontor.gateway;

import org.jspecify.annotations.NullMarked;
