package dev.kontor.bench.meter;

/// Measures everything that runs below this process: programs that were started here, ended or not. Their peak of
/// resident memory is looked up several times a second, which misses what ends sooner.
public final class Below {
    private static final long EVERY_MILLIS = 100;
    private static final double KIBIBYTES_PER_MEBIBYTE = 1024;

    private Below() {}

    /// A step, which may fail.
    public interface Step {
        void run() throws java.io.IOException;
    }

    /// What a step took.
    ///
    /// @param cpuSeconds of all programs together
    /// @param peakRssMebibytes of all programs together, each at its own peak
    public record Took(double seconds, double cpuSeconds, double peakRssMebibytes) {}

    public static Took measure(Step step) throws java.io.IOException {
        long self = ProcessHandle.current().pid();
        ProcessFiles.snapshot().tree(self).stream().filter(pid -> pid != self).forEach(ProcessFiles::forgetPeak);
        Peaks peaks = new Peaks();
        Thread watch = Thread.ofPlatform().daemon().start(peaks);
        double before = cpu(self);
        long began = System.nanoTime();
        step.run();
        double seconds = (System.nanoTime() - began) / 1e9;
        double used = cpu(self) - before;
        watch.interrupt();
        return new Took(seconds, used, peaks.sum());
    }

    private static double cpu(long self) {
        ProcessFiles.Snapshot now = ProcessFiles.snapshot();
        return now.treeSeconds(self) - now.ownSeconds(self);
    }

    /// Looks again and again until it is interrupted.
    private static final class Peaks implements Runnable {
        private final java.util.Map<Long, Long> kibibytes = new java.util.concurrent.ConcurrentHashMap<>();

        @Override
        public void run() {
            long self = ProcessHandle.current().pid();
            while (!Thread.currentThread().isInterrupted()) {
                ProcessFiles.snapshot().tree(self).stream()
                        .filter(pid -> pid != self)
                        .forEach(
                                pid -> kibibytes.merge(pid, ProcessFiles.kibibytes(pid, "status", "VmHWM"), Math::max));
                try {
                    Thread.sleep(EVERY_MILLIS);
                } catch (InterruptedException over) {
                    return;
                }
            }
        }

        double sum() {
            return kibibytes.values().stream().mapToLong(Long::longValue).sum() / KIBIBYTES_PER_MEBIBYTE;
        }
    }
}
