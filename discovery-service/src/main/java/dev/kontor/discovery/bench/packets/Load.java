package dev.kontor.discovery.bench.packets;

import dev.kontor.discovery.bench.rig.Questions;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;

/// Asks as fast as answers come: so many questions are under way at a time. Runs on the caller's thread.
final class Load {
    /// Our choice: enough that the node never waits for us, few enough for every socket buffer.
    private static final int WINDOW = 64;

    private static final int LOST_AFTER_MILLIS = 1_000;

    private final Questions socket;
    private long answered;
    private int open;

    Load(Questions socket) {
        this.socket = socket;
    }

    /// Asks until the questions or the time are at an end, then waits for the last answers; says how many came.
    long run(Iterator<byte[]> questions, Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        answered = 0;
        open = 0;
        while (System.nanoTime() < end && questions.hasNext()) {
            while (open < WINDOW && questions.hasNext()) {
                socket.send(questions.next());
                open++;
            }
            take();
        }
        while (open > 0) {
            take();
        }
        return answered;
    }

    private void take() throws IOException {
        if (socket.receive(LOST_AFTER_MILLIS) < 0) {
            open = 0;
            return;
        }
        answered++;
        open = Math.max(0, open - 1);
    }
}
