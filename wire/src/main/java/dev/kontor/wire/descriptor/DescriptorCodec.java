package dev.kontor.wire.descriptor;

import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.crypto.HpkePublicKey;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import java.util.List;

/// The CBOR of [Descriptor].
final class DescriptorCodec {
    private DescriptorCodec() {}

    static Bytes encode(Descriptor descriptor) {
        CborWriter writer = new CborWriter()
                .map(13)
                .key(1)
                .uint(Descriptor.VERSION)
                .key(2)
                .bytes(descriptor.siteKey().raw())
                .key(3)
                .bytes(descriptor.orgId().bytes())
                .key(4)
                .uint(descriptor.validity().sequence())
                .key(5)
                .instant(descriptor.validity().issuedAt())
                .key(6)
                .instant(descriptor.validity().expiresAt())
                .key(7)
                .array(descriptor.endpoints(), DescriptorCodec::write)
                .key(8)
                .bytes(descriptor.caKeyHash())
                .key(9)
                .array(descriptor.hpkeKeys(), DescriptorCodec::write);
        write(writer, descriptor.membership());
        return writer.key(13)
                .array(descriptor.names(), (w, name) -> w.text(name.text()))
                .toBytes();
    }

    static Descriptor decode(Bytes payload) {
        return CborReader.decode(payload, DescriptorCodec::read);
    }

    private static Descriptor read(CborReader reader) {
        reader.expectMap(13);
        reader.key(1).readVersion(Descriptor.VERSION);
        VerifyKey siteKey = VerifyKey.read(reader.key(2));
        OrgId orgId = OrgId.read(reader.key(3));
        Validity validity = new Validity(
                reader.key(4).readUint(),
                reader.key(5).readInstant(),
                reader.key(6).readInstant());
        List<Endpoint> endpoints = reader.key(7).readList(Descriptor.MAX_ENDPOINTS, DescriptorCodec::readEndpoint);
        Bytes caKeyHash = reader.key(8).readBytesExactly(Sha256.SIZE);
        List<HpkeKey> hpkeKeys = reader.key(9).readList(Descriptor.MAX_HPKE_KEYS, DescriptorCodec::readHpkeKey);
        Membership membership = readMembership(reader);
        List<SiteName> names =
                reader.key(13).readList(Descriptor.MAX_NAMES, item -> new SiteName(item.readText(SiteName.MAX_LENGTH)));
        return new Descriptor(siteKey, orgId, validity, endpoints, caKeyHash, hpkeKeys, membership, names);
    }

    private static void write(CborWriter writer, Endpoint endpoint) {
        writer.array(3).uint(endpoint.kind().code()).text(endpoint.host()).uint(endpoint.port());
    }

    private static void write(CborWriter writer, HpkeKey key) {
        writer.array(5)
                .uint(key.kem())
                .uint(key.kdf())
                .uint(key.aead())
                .bytes(key.keyId())
                .bytes(key.publicKey());
    }

    private static void write(CborWriter writer, Membership membership) {
        writer.key(10)
                .bytes(membership.inception().encoded())
                .key(11)
                .bytes(membership.endorsement().encoded())
                .key(12)
                .array(2)
                .uint(membership.logSeq())
                .bytes(membership.logDigest());
    }

    private static Endpoint readEndpoint(CborReader reader) {
        reader.expectArray(3);
        Endpoint.Kind kind = Endpoint.Kind.read(reader);
        return new Endpoint(kind, reader.readText(Endpoint.MAX_HOST), (int) reader.readUint(65535));
    }

    private static HpkeKey readHpkeKey(CborReader reader) {
        reader.expectArray(5);
        return new HpkeKey(
                (int) reader.readUint(0xffff),
                (int) reader.readUint(0xffff),
                (int) reader.readUint(0xffff),
                reader.readBytesExactly(HpkePublicKey.KEY_ID_SIZE),
                reader.readBytes(HpkeKey.MAX_PUBLIC_KEY));
    }

    private static Membership readMembership(CborReader reader) {
        SignedRecord inception = SignedRecord.parse(reader.key(10).readBytes(Descriptor.MAX_RECORD));
        SignedRecord endorsement = SignedRecord.parse(reader.key(11).readBytes(Descriptor.MAX_RECORD));
        reader.key(12).expectArray(2);
        return new Membership(inception, endorsement, reader.readUint(), reader.readBytesExactly(Sha256.SIZE));
    }
}
