package dev.kontor.bench.transfer;

import dev.kontor.bench.meter.Below;

/// What one program needed for the job.
///
/// @param mbPerSecond content, in millions of bytes
/// @param cpuSecondsPerGiB of all its processes on both sides
/// @param peakRssMiB of all its processes on both sides
record Line(String scenario, String peer, double mbPerSecond, double cpuSecondsPerGiB, double peakRssMiB) {
    private static final double GIB = 1L << 30;

    static Line of(String scenario, String peer, long bytes, Below.Took took) {
        return new Line(
                scenario, peer, bytes / 1e6 / took.seconds(), took.cpuSeconds() * GIB / bytes, took.peakRssMebibytes());
    }
}
