package dev.kontor.bench.versions;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// A change to a file.
///
/// @param what for people
/// @param places in how many places, spread over the file by chance
/// @param removed bytes in all of them
/// @param added random bytes in all of them
record Edit(String what, int places, long removed, long added) {
    private static final int BUFFER = 1 << 20;

    /// Writes the changed file.
    void apply(Path from, Path to, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        try (FileChannel in = FileChannel.open(from);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), BUFFER)) {
            long at = 0;
            for (int place = 0; place < places; place++) {
                long next = places == 1 ? 0 : place(in.size(), place, random);
                copy(in, at, next, out);
                write(random, added / places, out);
                at = next + removed / places;
            }
            copy(in, at, in.size(), out);
        }
    }

    /// Somewhere in the place's own share of the file, so that no two overlap.
    private long place(long size, int place, SplittableRandom random) {
        long share = size / places;
        return place * share + random.nextLong(Math.max(1, share - removed / places));
    }

    private static void copy(FileChannel in, long from, long to, OutputStream out) throws IOException {
        in.position(from);
        byte[] buffer = new byte[BUFFER];
        var stream = Channels.newInputStream(in);
        for (long left = to - from; left > 0; ) {
            int read = stream.read(buffer, 0, (int) Math.min(left, buffer.length));
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private static void write(SplittableRandom random, long size, OutputStream out) throws IOException {
        byte[] bytes = new byte[(int) size];
        random.nextBytes(bytes);
        out.write(bytes);
    }
}
