package dev.kontor.transfer.snapshot;

import dev.kontor.kit.trace.Spans;
import dev.kontor.transfer.site.OwnSite;
import dev.kontor.transfer.site.SealedKey;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Hpke;
import dev.kontor.wire.crypto.HpkePublicKey;
import dev.kontor.wire.crypto.NamespaceSecret;
import dev.kontor.wire.crypto.SnapshotKey;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;

/// Keys of snapshots and secrets of namespaces: sealed wherever they are kept, open only in here, a bounded number of
/// them, and never written down. Methods that open block while identity-service answers.
@ApplicationScoped
public class Vault {
    /// What a sealed snapshot key is bound to; part of the data port's format.
    static final Bytes SNAPSHOT_KEY = Bytes.utf8("kontor/snapshot-key/1");

    private static final Bytes NAMESPACE_SECRET = Bytes.utf8("kontor/namespace-secret/1");

    // Our choice: 64 KiB of keys at most.
    private static final int MAX_OPEN = 1024;

    private final OwnSite site;
    private final Snapshots snapshots;
    private final SecureRandom random = new SecureRandom();
    private final Recent<SnapshotId, SnapshotKey> open = new Recent<>(MAX_OPEN);
    private final Recent<NamespaceName, NamespaceSecret> secrets = new Recent<>(MAX_OPEN);

    Vault(OwnSite site, Snapshots snapshots) {
        this.site = site;
        this.snapshots = snapshots;
    }

    public SnapshotKey newSnapshotKey() {
        return new SnapshotKey(random(SnapshotKey.SIZE));
    }

    /// The key of a snapshot that we hold.
    public SnapshotKey open(Snapshot snapshot) {
        return open(snapshot.id(), snapshot.key());
    }

    /// A snapshot key that was sealed to us.
    public SnapshotKey open(SnapshotId id, SealedKey key) {
        return open.get(id, _ -> new SnapshotKey(site.open(key, SNAPSHOT_KEY, context(id, site.siteId()))));
    }

    /// The same for a caller who has other things to do meanwhile.
    public CompletableFuture<SnapshotKey> opening(SnapshotId id, SealedKey key) {
        return CompletableFuture.supplyAsync(
                () -> open(id, key),
                task -> Thread.ofVirtual().name("snapshot-key").start(Spans.carried(task)));
    }

    /// Seals a key of a snapshot to ourselves, for the database.
    public SealedKey sealToOurselves(SnapshotId id, SnapshotKey key) {
        open.put(id, key);
        return site.seal(SNAPSHOT_KEY, context(id, site.siteId()), key.bytes());
    }

    /// Seals a snapshot's key to another site, for the wire.
    public SealedKey sealTo(SiteId receiver, HpkePublicKey to, Snapshot snapshot) {
        Bytes context = context(snapshot.id(), receiver);
        return new SealedKey(
                to.keyId(), Hpke.seal(to, SNAPSHOT_KEY, context, open(snapshot).bytes()));
    }

    /// The secret by which a namespace's pieces are deduplicated; made when the namespace is new.
    public NamespaceSecret secret(NamespaceName namespace) {
        return secrets.get(namespace, this::openSecret);
    }

    private NamespaceSecret openSecret(NamespaceName namespace) {
        Bytes context = Bytes.concat(Bytes.utf8(namespace.text()), site.siteId().bytes());
        OwnNamespace own = snapshots
                .ownNamespace(namespace)
                .orElseGet(() -> snapshots.createOwnNamespace(
                        namespace, site.seal(NAMESPACE_SECRET, context, random(NamespaceSecret.SIZE))));
        return new NamespaceSecret(site.open(own.secret(), NAMESPACE_SECRET, context));
    }

    private static Bytes context(SnapshotId id, SiteId receiver) {
        return Bytes.concat(id.bytes(), receiver.bytes());
    }

    private Bytes random(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }
}
