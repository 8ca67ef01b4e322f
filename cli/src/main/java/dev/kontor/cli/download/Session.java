package dev.kontor.cli.download;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.gateway.Problem;
import dev.kontor.cli.gateway.Unreachable;
import dev.kontor.cli.terminal.ProgressLine;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The download of one file over as many connections as it takes. Used by one thread, once.
///
/// An [IOException] that leaves this class is about the disk; a broken line is a value, [Attempt.Cut].
final class Session {

    private static final int BUFFER = 64 * 1024;

    /// How one connection ended.
    private sealed interface Attempt {
        record Complete() implements Attempt {}

        record Cut(IOException cause) implements Attempt {}

        record Later(Problem problem, Optional<Duration> after) implements Attempt {}
    }

    private final Gateway gateway;
    private final ProgressLine progress;
    private final Patience patience;
    private final Part part;
    private RemoteFile remote;
    private MessageDigest digest = Digest.start();
    private long position;
    private long received;
    private boolean continued;

    Session(Gateway gateway, ProgressLine progress, Patience patience, RemoteFile remote, Part part) {
        this.gateway = gateway;
        this.progress = progress;
        this.patience = patience;
        this.remote = remote;
        this.part = part;
    }

    Downloaded run() throws IOException, ContentChanged {
        takeUp();
        while (true) {
            transfer();
            Digest actual = Digest.of(digest.digest());
            if (remote.digest().isEmpty() || remote.digest().get().equals(actual)) {
                part.complete();
                progress.fileDone();
                return new Downloaded(position, received, remote.digest(), false);
            }
            part.discard();
            if (!continued) {
                throw corrupt("its SHA-256 is " + actual + ", announced was "
                        + remote.digest().map(Digest::hex).orElse(""));
            }
            startOver();
        }
    }

    /// Goes on where an earlier run stopped.
    private void takeUp() throws IOException {
        position = part.length();
        if (remote.size().isPresent() && position > remote.size().getAsLong()) {
            position = 0;
        }
        if (position > 0) {
            Digest.update(digest, part.file());
            continued = true;
            progress.add(position);
        }
    }

    private void startOver() {
        progress.add(-position);
        position = 0;
        digest = Digest.start();
        continued = false;
    }

    private void transfer() throws IOException, ContentChanged {
        int failures = 0;
        while (position == 0 || !isWhole()) {
            long before = received;
            switch (attempt()) {
                case Attempt.Complete _ -> {
                    return;
                }
                case Attempt.Cut(IOException cause) -> {
                    failures = received > before ? 1 : failures + 1;
                    if (failures >= patience.attempts()) {
                        throw gaveUp(cause);
                    }
                    patience.waitAfter(failures);
                }
                case Attempt.Later(Problem problem, var after) -> {
                    failures++;
                    if (failures >= patience.attempts()) {
                        throw problem.toFailure(remote.label());
                    }
                    if (after.isPresent()) {
                        patience.waitFor(after.get());
                    } else {
                        patience.waitAfter(failures);
                    }
                }
            }
        }
    }

    private boolean isWhole() {
        return remote.size().isPresent() && remote.size().getAsLong() == position;
    }

    private Attempt attempt() throws IOException, ContentChanged {
        HttpResponse<InputStream> response;
        try {
            response = gateway.fetch("GET", remote.path(), headers());
        } catch (IOException e) {
            return new Attempt.Cut(e);
        }
        return switch (response.statusCode()) {
            case 200 -> whole(response);
            case 206 -> rest(response);
            case 412, 416 -> {
                response.body().close();
                throw new ContentChanged(remote.label());
            }
            default -> refused(response);
        };
    }

    private Attempt refused(HttpResponse<InputStream> response) {
        Problem problem = Gateway.problem(response);
        if (!problem.passing()) {
            throw problem.toFailure(remote.label());
        }
        return new Attempt.Later(problem, RetryAfter.of(response.headers()));
    }

    private Map<String, String> headers() {
        if (position == 0 || remote.digest().isEmpty()) {
            return Map.of("Accept", "*/*");
        }
        return Map.of(
                "Accept",
                "*/*",
                "Range",
                "bytes=" + position + "-",
                "If-Range",
                remote.digest().get().tag());
    }

    /// The gateway sends everything: a first request, or one whose range it did not take.
    private Attempt whole(HttpResponse<InputStream> response) throws IOException, ContentChanged {
        sameContent(response);
        startOver();
        if (remote.digest().isEmpty()) {
            OptionalLong length = response.headers().firstValueAsLong("Content-Length");
            remote = remote.known(length, Digest.announced(response.headers()));
        }
        return copy(response, false);
    }

    private Attempt rest(HttpResponse<InputStream> response) throws IOException, ContentChanged {
        sameContent(response);
        String range = response.headers().firstValue("Content-Range").orElse("");
        if (!range.startsWith("bytes " + position + "-")) {
            response.body().close();
            throw corrupt("the gateway sent another range than the one asked for");
        }
        return copy(response, true);
    }

    private void sameContent(HttpResponse<InputStream> response) throws IOException, ContentChanged {
        Optional<Digest> announced = Digest.announced(response.headers());
        if (announced.isPresent() && remote.digest().isPresent() && !announced.equals(remote.digest())) {
            response.body().close();
            throw new ContentChanged(remote.label());
        }
    }

    private Attempt copy(HttpResponse<InputStream> response, boolean append) throws IOException {
        try (FileChannel channel = part.open(append);
                InputStream body = response.body();
                StallGuard guard = StallGuard.over(body, patience.stall())) {
            byte[] buffer = new byte[BUFFER];
            while (true) {
                int read;
                try {
                    read = body.read(buffer);
                } catch (IOException e) {
                    return new Attempt.Cut(e);
                }
                if (read < 0) {
                    return ended();
                }
                guard.alive();
                store(channel, buffer, read);
            }
        }
    }

    private void store(FileChannel channel, byte[] buffer, int length) throws IOException {
        if (remote.size().isPresent() && position + length > remote.size().getAsLong()) {
            part.discard();
            throw corrupt(
                    "more bytes arrived than the announced " + remote.size().getAsLong());
        }
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, length);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        digest.update(buffer, 0, length);
        position += length;
        received += length;
        progress.add(length);
    }

    private Attempt ended() {
        boolean whole = remote.size().isEmpty() || isWhole();
        return whole ? new Attempt.Complete() : new Attempt.Cut(new IOException("the answer ended early"));
    }

    private Failure gaveUp(IOException cause) {
        return new Failure(
                Exit.UNREACHABLE,
                remote.label() + ": gave up after " + patience.attempts() + " attempts: " + Unreachable.reason(cause)
                        + ".",
                position > 0
                        ? "What arrived is kept; run the same command again to go on from there."
                        : "Check that the gateway runs (kontor status), then run the same command again.",
                cause);
    }

    private Failure corrupt(String why) {
        return new Failure(
                Exit.INTEGRITY,
                remote.label() + ": what arrived is not what was announced: " + why + ".",
                "Nothing was kept. Try again; if it happens again, tell the administrator of the site.");
    }
}
