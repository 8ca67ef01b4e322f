/// The demo: two complete sites on this machine, and the main job performed on them over plain HTTP, every step
/// checked.
/// The main types are [DemoRun] and [Story].
/// Uses the gateways' public API alone; knows nothing of the services' insides.
@NullMarked
package dev.kontor.launcher.demo;

import org.jspecify.annotations.NullMarked;
