package dev.kontor.bench.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class ProcessFilesTest {
    @Test
    void readsPastAProgramNameWithParenthesesAndSpaces() {
        String text = "42 (a (b) c) S 7 42 42 0 -1 4194304 1 2 3 4 150 50 20 5 20 0 9 0 1234 0 0";
        assertEquals(new ProcessFiles.Stat(7, 200, 25, 1234), ProcessFiles.parse(text));
    }

    @Test
    void readsThisProcess() {
        Usage usage = Meter.ofTree(ProcessHandle.current().pid());
        assertTrue(usage.cpuSeconds() > 0, usage.toString());
        assertTrue(usage.rssMebibytes() > 1 && usage.peakRssMebibytes() >= 1, usage.toString());
    }
}
