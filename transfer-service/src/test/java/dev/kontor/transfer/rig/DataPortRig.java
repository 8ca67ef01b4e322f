package dev.kontor.transfer.rig;

import dev.kontor.kit.tls.PeerPins;
import dev.kontor.transfer.download.Lines;
import dev.kontor.transfer.download.WantedPiece;
import dev.kontor.transfer.link.Transport;
import dev.kontor.transfer.peer.PeerConnection;
import dev.kontor.transfer.peer.PeerConnector;
import dev.kontor.transfer.port.DataPort;
import dev.kontor.transfer.port.PortConnection;
import dev.kontor.transfer.port.PortLimits;
import dev.kontor.transfer.store.OpenPiece;
import dev.kontor.transfer.store.PackPieceStore;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.transfer.store.StagedPiece;
import dev.kontor.transfer.store.StoreLimits;
import dev.kontor.transfer.throttle.Throttle;
import dev.kontor.transfer.work.Workers;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.PieceHasher;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.crypto.PieceCipher;
import dev.kontor.wire.crypto.PieceKey;
import dev.kontor.wire.descriptor.Endpoint;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Two sites in one process: one serves its piece store through a real data port, the other connects to it over TLS.
public final class DataPortRig implements AutoCloseable {
    private static final StoreLimits LIMITS = new StoreLimits(0, Duration.ofHours(1));

    public final TestShelf shelf = new TestShelf();
    public final TestSite sender;
    public final TestSite receiver;
    public final PieceStore senderStore;
    public final PieceStore receiverStore;
    public final Workers workers = new Workers(2);
    public final Throttle sending = Throttle.none();
    private final Transport transport = Transport.open(2);
    private final DataPort port;
    private final Endpoint endpoint;

    public DataPortRig(Path folder) throws IOException, GeneralSecurityException {
        this(folder, PortLimits.DEFAULT);
    }

    public DataPortRig(Path folder, PortLimits limits) throws IOException, GeneralSecurityException {
        this(folder, limits, TestSite.create(folder.resolve("receiver-tls")), Optional.empty());
    }

    /// A partner whose data port lets this one site in.
    public DataPortRig(Path folder, SiteId guest, Bytes pin) throws IOException, GeneralSecurityException {
        this(
                folder,
                PortLimits.DEFAULT,
                TestSite.create(folder.resolve("receiver-tls")),
                Optional.of(PeerPins.only(guest, pin)));
    }

    /// A second site that lets the same receiver in.
    public DataPortRig(Path folder, TestSite receiver) throws IOException, GeneralSecurityException {
        this(folder, PortLimits.DEFAULT, receiver, Optional.empty());
    }

    private DataPortRig(Path folder, PortLimits limits, TestSite receiver, Optional<PeerPins> pins)
            throws IOException, GeneralSecurityException {
        this.receiver = receiver;
        sender = TestSite.create(folder.resolve("sender-tls"));
        senderStore = PackPieceStore.open(folder.resolve("sender"), LIMITS, Clock.systemUTC());
        receiverStore = PackPieceStore.open(folder.resolve("receiver"), LIMITS, Clock.systemUTC());
        port = new DataPort(
                transport,
                sender.tls().server(pins.orElse(PeerPins.only(receiver.siteId(), receiver.caKeyHash())), DataPort.ALPN),
                new PortConnection.Port(
                        shelf, senderStore, workers, "test", new PortConnection.Pace(sending, Clock.systemUTC())),
                limits);
        InetSocketAddress address = port.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        endpoint = Endpoint.direct("127.0.0.1", address.getPort());
    }

    public void cutConnections() {
        port.disconnectAll();
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    public Transport transport() {
        return transport;
    }

    public CompletableFuture<PeerConnection> connect() {
        return connect(endpoint, sender.siteId(), sender.caKeyHash());
    }

    /// Connects as the receiver to any data port.
    public CompletableFuture<PeerConnection> connect(Endpoint to, SiteId site, Bytes pin) {
        return new PeerConnector(transport, receiver.tls(), "test").connect(to, site, pin);
    }

    /// Encrypts random content into the sender's store.
    public List<WantedPiece> fill(int pieces, int size, long seed) throws IOException {
        Random random = new Random(seed);
        PieceCipher cipher = new PieceCipher();
        PieceHasher hasher = new PieceHasher();
        List<WantedPiece> wanted = new ArrayList<>();
        List<StagedPiece> staged = new ArrayList<>();
        byte[] key = new byte[PieceKey.SIZE];
        byte[] plaintext = new byte[size];
        for (int i = 0; i < pieces; i++) {
            random.nextBytes(key);
            ByteBuffer.wrap(plaintext).putLong(0, seed).putInt(8, i);
            PieceKey pieceKey = new PieceKey(Bytes.of(key));
            byte[] ciphertext = cipher.encrypt(pieceKey, plaintext);
            PieceId id = hasher.update(ciphertext, 0, ciphertext.length).finish();
            staged.add(senderStore.stage(id, ByteBuffer.wrap(ciphertext)));
            shelf.add(id.bytes());
            wanted.add(new WantedPiece(id, pieceKey, size));
        }
        senderStore.commit(staged);
        return wanted;
    }

    /// Takes over what another site serves.
    public void copyFrom(DataPortRig other, List<WantedPiece> wanted) throws IOException {
        List<StagedPiece> staged = new ArrayList<>();
        for (WantedPiece piece : wanted) {
            try (OpenPiece open = other.senderStore.open(piece.id()).orElseThrow()) {
                ByteBuffer bytes = ByteBuffer.allocate((int) open.length());
                open.read(0, bytes);
                staged.add(senderStore.stage(piece.id(), bytes.flip()));
                shelf.add(piece.id().bytes());
            }
        }
        senderStore.commit(staged);
    }

    /// Takes over pieces of another site's snapshot from its store, and serves them to who shows a ticket.
    public void holds(SnapshotId snapshot, PieceStore store, List<PieceId> pieces) throws IOException {
        List<StagedPiece> staged = new ArrayList<>();
        for (PieceId id : pieces) {
            staged.add(senderStore.stage(id, ByteBuffer.wrap(bytes(store, id))));
            shelf.add(id.bytes());
        }
        senderStore.commit(staged);
        shelf.helpWith(snapshot);
    }

    /// Puts other bytes in the place of pieces.
    public void spoil(List<WantedPiece> wanted) throws IOException {
        for (WantedPiece piece : wanted) {
            byte[] wrong = new byte[piece.size() + PieceCipher.TAG_SIZE];
            replace(piece.id(), wrong);
        }
    }

    public byte[] senderBytes(PieceId id) throws IOException {
        return bytes(senderStore, id);
    }

    private static byte[] bytes(PieceStore store, PieceId id) throws IOException {
        try (OpenPiece piece = store.open(id).orElseThrow()) {
            ByteBuffer bytes = ByteBuffer.allocate((int) piece.length());
            piece.read(0, bytes);
            return bytes.array();
        }
    }

    /// Puts other bytes where the sender has a piece.
    public void replace(PieceId id, byte[] wrong) throws IOException {
        senderStore.quarantine(id);
        senderStore.commit(List.of(senderStore.stage(id, ByteBuffer.wrap(wrong))));
    }

    /// Fresh connections for downloads; remembers what was opened and blamed.
    public final class FreshLines implements Lines {
        public final AtomicInteger opened = new AtomicInteger();
        public final List<String> blamed = new CopyOnWriteArrayList<>();

        @Override
        public CompletableFuture<PeerConnection> open() {
            opened.incrementAndGet();
            return connect();
        }

        @Override
        public void release(PeerConnection connection) {
            connection.close();
        }

        @Override
        public void blame(PeerConnection connection, String reason) {
            blamed.add(reason);
            connection.refuse(reason);
        }
    }

    @Override
    public void close() {
        port.close();
        transport.close();
        workers.close();
    }
}
