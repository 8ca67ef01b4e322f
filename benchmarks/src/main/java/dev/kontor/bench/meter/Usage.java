package dev.kontor.bench.meter;

/// What a process, with everything below it, has used.
///
/// @param cpuSeconds since it began, ended children included
/// @param rssMebibytes resident now
/// @param pssMebibytes resident now, what it shares with others counted by its part
/// @param peakRssMebibytes most that was resident since it began or since the meter forgot
public record Usage(double cpuSeconds, double rssMebibytes, double pssMebibytes, double peakRssMebibytes) {
    static final Usage NONE = new Usage(0, 0, 0, 0);

    public Usage plus(Usage other) {
        return new Usage(
                cpuSeconds + other.cpuSeconds,
                rssMebibytes + other.rssMebibytes,
                pssMebibytes + other.pssMebibytes,
                peakRssMebibytes + other.peakRssMebibytes);
    }
}
