package dev.kontor.bench.startup;

import dev.kontor.bench.meter.Usage;

/// One process of a start.
///
/// @param form what it really ran as: `jvm`, `jvm+aot` or `native`; empty for what is not ours
/// @param seconds from its start until the launcher found it ready
/// @param saysStartedIn what its own log says, NaN when it says nothing
/// @param cpuSeconds until it was ready, with everything below it
/// @param whenReady memory at that moment
/// @param afterStory memory when the demo has told its story
record Started(
        String process,
        String form,
        double seconds,
        double saysStartedIn,
        double cpuSeconds,
        Usage whenReady,
        Usage afterStory) {}
