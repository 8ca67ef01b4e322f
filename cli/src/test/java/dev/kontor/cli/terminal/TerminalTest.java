package dev.kontor.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TerminalTest {

    @Test
    void writesBytesAsPeopleReadThem() {
        assertEquals("0 B", Amount.bytes(0));
        assertEquals("1023 B", Amount.bytes(1023));
        assertEquals("1.0 KiB", Amount.bytes(1024));
        assertEquals("27 MiB", Amount.bytes(27L << 20));
        assertEquals("8.0 EiB", Amount.bytes(Long.MAX_VALUE));
    }

    @Test
    void writesTimesAsPeopleReadThem() {
        assertEquals("00:07", Amount.clock(Duration.ofSeconds(7)));
        assertEquals("3:05:00", Amount.clock(Duration.ofMinutes(185)));
        assertEquals("1.5 s", Amount.duration(Duration.ofMillis(1500)));
    }

    @Test
    void alignsColumnsAndLeavesNothingAtTheEnd() {
        var table = new Table("NAME", "STATE").row("acme-inc", "active").row("x", "");
        assertEquals(List.of("NAME      STATE", "acme-inc  active", "x"), table.lines());
    }

    @Test
    void shortensLongCellsExceptTheLast() {
        var table = new Table("A", "B").row("a".repeat(100), "b".repeat(100));
        assertEquals("a".repeat(59) + "…  " + "b".repeat(100), table.lines().getLast());
    }

    @Test
    void takesControlCharactersOutOfForeignText() {
        assertEquals("a [31mb c", Terminal.clean("a\u001b[31mb\nc"));
        assertEquals("a b", Terminal.clean("a\u202eb"), "no text that runs backwards");
    }

    @Test
    void drawsProgressOnATerminalOnly() throws InterruptedException {
        var drawn = new Watched();
        try (var progress = ProgressLine.start(drawn.terminal(true), "invoices", false)) {
            progress.expect(2048, 1);
            progress.add(1024);
            assertTrue(drawn.first.await(20, TimeUnit.SECONDS), "a line appears");
        }
        assertTrue(drawn.text().contains("invoices  [============>"), drawn.text());
        assertTrue(drawn.text().contains(" 50 %"), drawn.text());
        assertTrue(drawn.text().endsWith("\r\u001b[2K"), "nothing stays behind");

        var silent = new Watched();
        try (var progress = ProgressLine.start(silent.terminal(false), "invoices", false)) {
            progress.add(1024);
        }
        assertFalse(silent.text().contains("invoices"));
    }

    /// A stream that tells when something was written to it.
    private static final class Watched extends ByteArrayOutputStream {
        private final CountDownLatch first = new CountDownLatch(1);

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            first.countDown();
        }

        Terminal terminal(boolean isTerminal) {
            var print = new PrintStream(this, true, StandardCharsets.UTF_8);
            return new Terminal(this, print, print, isTerminal, isTerminal, 100);
        }

        synchronized String text() {
            return toString(StandardCharsets.UTF_8);
        }
    }
}
