package dev.kontor.wire.grant;

import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A site's signed permission.
///
/// | key | field | key | field |
/// |---|---|---|---|
/// | 1 | version 1 | 6 | audience `[kind, id or empty]` |
/// | 2 | grantId | 7 | actions, ascending |
/// | 3 | issuer orgId | 8 | constraints `{key: value, …}` |
/// | 4 | issuer siteId | 9 | delegation depth |
/// | 5 | resource `[namespace, path prefix, snapshotId or empty]` | 10 | issued at |
///
/// @param constraints one of a kind at most, in the order of their keys
/// @param delegationDepth how many times it may be passed on; 0 for not at all
public record Grant(
        GrantId grantId,
        OrgId issuerOrg,
        SiteId issuerSite,
        Resource resource,
        Audience audience,
        Set<GrantAction> actions,
        List<Constraint> constraints,
        int delegationDepth,
        Instant issuedAt) {
    public static final RecordType TYPE = RecordType.GRANT;
    public static final int VERSION = 1;
    public static final int MAX_CONSTRAINTS = 16;
    public static final int MAX_DELEGATION = 8;

    public Grant {
        actions = Set.copyOf(actions);
        constraints = constraints.stream()
                .sorted(Comparator.comparingLong(Constraint::key))
                .toList();
        issuedAt = issuedAt.truncatedTo(ChronoUnit.SECONDS);
        if (actions.isEmpty()) {
            throw new IllegalArgumentException("a grant permits something");
        }
        if (constraints.size() > MAX_CONSTRAINTS
                || constraints.stream().map(Constraint::key).distinct().count() != constraints.size()) {
            throw new IllegalArgumentException("at most 16 constraints, one of a kind");
        }
        if (delegationDepth < 0 || delegationDepth > MAX_DELEGATION) {
            throw new IllegalArgumentException("no delegation depth: " + delegationDepth);
        }
    }

    /// Reads the payload of a grant.
    ///
    /// @throws MalformedException when the bytes are not one in its only encoding
    public static Grant decode(Bytes payload) {
        return CborReader.decode(payload, Grant::read);
    }

    /// Reads a grant that the issuing site signed.
    ///
    /// @throws MalformedException when the key is not the issuer's, or did not sign this
    public static Grant verified(SignedRecord record, VerifyKey issuer) {
        Grant grant = decode(record.verifiedPayload(issuer, TYPE));
        if (!grant.issuerSite.equals(SiteId.of(issuer))) {
            throw new MalformedException(0, "signed by another site than the issuer that it names");
        }
        return grant;
    }

    /// The constraint of this kind, when the grant has it.
    public <T extends Constraint> Optional<T> constraint(Class<T> kind) {
        return constraints.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    public Bytes encode() {
        CborWriter writer = new CborWriter()
                .map(10)
                .key(1)
                .uint(VERSION)
                .key(2)
                .bytes(grantId.bytes())
                .key(3)
                .bytes(issuerOrg.bytes())
                .key(4)
                .bytes(issuerSite.bytes());
        writeResource(writer.key(5));
        audience.write(writer.key(6));
        List<GrantAction> ascending = actions.stream().sorted().toList();
        writer.key(7)
                .array(ascending, (w, action) -> w.uint(action.code()))
                .key(8)
                .map(constraints.size());
        constraints.forEach(constraint -> constraint.write(writer));
        return writer.key(9).uint(delegationDepth).key(10).instant(issuedAt).toBytes();
    }

    public SignedRecord sign(SigningKey key) {
        return SignedRecord.sign(TYPE, encode(), key);
    }

    private void writeResource(CborWriter writer) {
        SnapshotId snapshot = resource.snapshot();
        writer.array(3)
                .text(resource.namespace().text())
                .text(resource.pathPrefix().text())
                .bytes(snapshot == null ? Bytes.EMPTY : snapshot.bytes());
    }

    private static Grant read(CborReader reader) {
        reader.expectMap(10);
        reader.key(1).readVersion(VERSION);
        return new Grant(
                GrantId.read(reader.key(2)),
                OrgId.read(reader.key(3)),
                SiteId.read(reader.key(4)),
                readResource(reader.key(5)),
                Audience.read(reader.key(6)),
                readActions(reader.key(7)),
                readConstraints(reader.key(8)),
                (int) reader.key(9).readUint(MAX_DELEGATION),
                reader.key(10).readInstant());
    }

    private static Resource readResource(CborReader reader) {
        reader.expectArray(3);
        NamespaceName namespace = NamespaceName.parse(reader.readText(NamespaceName.MAX_LENGTH));
        EntryPath prefix = EntryPath.parse(reader.readText(EntryPath.MAX_BYTES));
        Bytes snapshot = reader.readBytes(SnapshotId.SIZE);
        return new Resource(namespace, prefix, snapshot.empty() ? null : new SnapshotId(snapshot));
    }

    private static Set<GrantAction> readActions(CborReader reader) {
        List<GrantAction> actions = reader.readList(GrantAction.values().length, GrantAction::read);
        if (!actions.equals(actions.stream().sorted().distinct().toList())) {
            throw reader.malformed("actions repeated or out of order");
        }
        return actions.stream().collect(Collectors.toSet());
    }

    private static List<Constraint> readConstraints(CborReader reader) {
        List<Constraint> constraints = new ArrayList<>();
        long previous = -1;
        for (int left = reader.readMap(MAX_CONSTRAINTS); left > 0; left--) {
            Constraint constraint = Constraint.read(reader);
            if (constraint.key() <= previous) {
                throw reader.malformed("constraints repeated or out of order");
            }
            previous = constraint.key();
            constraints.add(constraint);
        }
        return constraints;
    }
}
