package dev.kontor.transfer.store;

import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.content.PieceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// One object a piece on an S3-compatible server: `pieces/<first byte of the id>/<id>`, damaged ones in `damaged/`.
///
/// Staged pieces are files of a local folder; a commit uploads its group, several at once, and each object is there
/// whole or not at all, which is what S3 promises of a PUT. A piece is smaller than the least part of a multipart
/// upload, so that one PUT is always enough. What is there is known from a listing at the start and from then on by
/// what is done here: no other process may write below the prefix.
public final class S3PieceStore implements PieceStore, AutoCloseable {
    private static final HexFormat HEX = HexFormat.of();

    // Our choice.
    private static final int UPLOADS = 8;
    private static final long ABSENT = -1;
    private static final Duration KEEP_DAMAGED = Duration.ofDays(7);

    private final S3Client client;
    private final S3Place place;
    private final S3Errors errors;
    private final Incoming incoming;
    private final StoreLimits limits;
    private final Clock clock;
    private final Usage usage;
    private final Present present = new Present();
    private final Semaphore uploads = new Semaphore(UPLOADS);
    private final ReadWriteLock uploading = new ReentrantReadWriteLock();

    private S3PieceStore(S3Client client, S3Place place, Path staging, StoreLimits limits, Clock clock)
            throws IOException {
        this.client = client;
        this.place = place;
        this.errors = new S3Errors(place);
        this.limits = limits;
        this.clock = clock;
        this.usage = new Usage(limits);
        this.incoming = Incoming.open(staging.resolve("incoming"), limits, usage);
    }

    /// Opens the store, sees that it can be written, and learns what is there.
    ///
    /// @param staging a local folder for what is not uploaded yet
    /// @throws IOException when the server cannot be reached, refuses, or has no such bucket
    public static S3PieceStore open(S3Place place, Path staging, StoreLimits limits, Clock clock) throws IOException {
        S3PieceStore store = new S3PieceStore(S3Clients.client(place), place, staging, limits, clock);
        try {
            store.prepare();
            return store;
        } catch (IOException | RuntimeException failure) {
            store.close();
            throw failure;
        }
    }

    private void prepare() throws IOException {
        String probe = place.prefix() + "probe";
        errors.explained(() -> S3Clients.put(client, place.bucket(), probe, new byte[1]));
        errors.explained(() ->
                client.deleteObject(request -> request.bucket(place.bucket()).key(probe)));
        each(
                "pieces/",
                object -> id(object).ifPresent(id -> {
                    present.add(id);
                    usage.found(object.size());
                }));
    }

    @Override
    public boolean contains(PieceId id) {
        return present.contains(id);
    }

    @Override
    public List<PieceId> shard(int shard) throws IOException {
        Set<Long> before = present.known(shard);
        List<PieceId> found = new ArrayList<>();
        each(folder(shard), object -> id(object).ifPresent(found::add));
        present.forget(before, found);
        return found;
    }

    @Override
    public Optional<OpenPiece> open(PieceId id) throws IOException {
        if (!present.contains(id)) {
            return Optional.empty();
        }
        ResponseInputStream<GetObjectResponse> body = get(id, 0);
        if (body == null) {
            present.remove(id);
            return Optional.empty();
        }
        return Optional.of(new S3Piece(offset -> again(id, offset), body));
    }

    private ResponseInputStream<GetObjectResponse> again(PieceId id, long offset) throws IOException {
        ResponseInputStream<GetObjectResponse> body = get(id, offset);
        if (body == null) {
            throw new StoreAwayException("piece " + id + " was taken away", new IOException("no such key"));
        }
        return body;
    }

    private @Nullable ResponseInputStream<GetObjectResponse> get(PieceId id, long offset) throws IOException {
        return errors.explained(() -> {
            try {
                return client.getObject(request -> {
                    request.bucket(place.bucket()).key(key(id));
                    if (offset > 0) {
                        request.range("bytes=" + offset + "-");
                    }
                });
            } catch (NoSuchKeyException absent) {
                return null;
            }
        });
    }

    @Override
    public Optional<OpenPiece> open(StagedPiece piece) throws IOException {
        return incoming.open(piece);
    }

    @Override
    public StagedPiece stage(PieceId id, ByteBuffer ciphertext) throws IOException {
        return incoming.stage(id, ciphertext);
    }

    @Override
    public void commit(Collection<StagedPiece> group) throws IOException {
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (StagedPiece piece : group) {
            running.add(CompletableFuture.runAsync(
                    () -> upload(piece),
                    task -> Thread.ofVirtual().name("s3-upload").start(task)));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(running.toArray(CompletableFuture[]::new));
        try {
            all.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof UncheckedIOException io) {
                throw io.getCause();
            }
            throw failure;
        }
    }

    private void upload(StagedPiece piece) {
        uploads.acquireUninterruptibly();
        uploading.readLock().lock();
        try {
            Path file = incoming.file(piece);
            boolean known = present.contains(piece.id());
            errors.explained(() -> S3Clients.put(client, place.bucket(), key(piece.id()), file));
            present.add(piece.id());
            if (file.toFile().delete() && known) {
                // What was here already counts once.
                usage.give(piece.length());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            uploading.readLock().unlock();
            uploads.release();
        }
    }

    @Override
    public void discard(Collection<StagedPiece> group) {
        group.forEach(incoming::discard);
    }

    @Override
    public void quarantine(PieceId id) throws IOException {
        String aside = place.prefix() + "damaged/" + id;
        long length = errors.explained(() -> {
            try {
                long size = client.headObject(
                                request -> request.bucket(place.bucket()).key(key(id)))
                        .contentLength();
                client.copyObject(request -> request.sourceBucket(place.bucket())
                        .sourceKey(key(id))
                        .destinationBucket(place.bucket())
                        .destinationKey(aside));
                return size;
            } catch (S3Exception refused) {
                if (S3Errors.absent(refused)) {
                    return ABSENT;
                }
                throw refused;
            }
        });
        if (length != ABSENT) {
            delete(key(id));
            usage.give(length);
        }
        present.remove(id);
    }

    @Override
    public boolean touch(PieceId id) {
        return present.touch(id, clock.instant());
    }

    @Override
    public long collect(Predicate<PieceId> referenced) throws IOException {
        Instant youngest = clock.instant().minus(limits.grace());
        Map<PieceId, Long> garbage = new HashMap<>();
        each(
                "pieces/",
                object -> id(object)
                        .filter(id -> !referenced.test(id)
                                && !object.lastModified().isAfter(youngest)
                                && !present.touchedSince(id, youngest))
                        .ifPresent(id -> garbage.put(id, object.size())));
        long removed = 0;
        for (Map.Entry<PieceId, Long> old : garbage.entrySet()) {
            if (collect(old.getKey(), youngest)) {
                usage.give(old.getValue());
                removed++;
            }
        }
        forgetDamaged();
        return removed;
    }

    /// Nobody may upload the same piece again between our last look and its end.
    private boolean collect(PieceId id, Instant youngest) throws IOException {
        uploading.writeLock().lock();
        try {
            boolean untouched = present.removeUntouched(id, youngest);
            if (untouched) {
                delete(key(id));
            }
            return untouched;
        } finally {
            uploading.writeLock().unlock();
        }
    }

    private void forgetDamaged() throws IOException {
        Instant oldest = clock.instant().minus(KEEP_DAMAGED);
        List<String> old = new ArrayList<>();
        each("damaged/", object -> {
            if (object.lastModified().isBefore(oldest)) {
                old.add(object.key());
            }
        });
        for (String key : old) {
            delete(key);
        }
    }

    @Override
    public long room() throws IOException {
        boolean _ = errors.explained(() -> client.headBucket(request -> request.bucket(place.bucket())))
                .sdkHttpResponse()
                .isSuccessful();
        return incoming.room();
    }

    private void delete(String key) throws IOException {
        errors.explained(() ->
                client.deleteObject(request -> request.bucket(place.bucket()).key(key)));
    }

    private void each(String below, Consumer<S3Object> consumer) throws IOException {
        ListObjectsV2Request request = ListObjectsV2Request.builder()
                .bucket(place.bucket())
                .prefix(place.prefix() + below)
                .build();
        errors.explained(() -> {
            client.listObjectsV2Paginator(request).contents().forEach(consumer);
            return true;
        });
    }

    private static Optional<PieceId> id(S3Object object) {
        try {
            return Optional.of(PieceId.parse(object.key().substring(object.key().lastIndexOf('/') + 1)));
        } catch (MalformedException foreign) {
            return Optional.empty();
        }
    }

    private static String folder(int shard) {
        return "pieces/" + HEX.toHexDigits((byte) shard) + "/";
    }

    private String key(PieceId id) {
        return place.prefix() + folder(PieceStore.shardOf(id)) + id;
    }

    @Override
    public void close() {
        client.close();
    }
}
