package dev.kontor.wire.evidence;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.crypto.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Time;

/// A detached CAdES signature (ETSI EN 319 122-1, CMS of RFC 5652): one signer, its certificate and the
/// authority's, and the signed attributes content-type, message-digest, signing-time and signing-certificate-v2
/// (RFC 5035) with both certificates. There is one encoding for the same signature, and a reader accepts no other.
///
/// @param chain the signer's certificate, then the authority's, in DER
/// @param value ECDSA with SHA-256 over the attributes
record CmsSignature(List<Bytes> chain, Instant at, Bytes value) {
    static final String NAME = "META-INF/signature.p7s";

    private static final int MAX_SIZE = 16 * 1024;
    private static final ASN1ObjectIdentifier CONTENT = new ASN1ObjectIdentifier("1.2.840.113549.1.7.1");
    private static final ASN1ObjectIdentifier SIGNED = new ASN1ObjectIdentifier("1.2.840.113549.1.7.2");
    private static final ASN1ObjectIdentifier CONTENT_TYPE = new ASN1ObjectIdentifier("1.2.840.113549.1.9.3");
    private static final ASN1ObjectIdentifier MESSAGE_DIGEST = new ASN1ObjectIdentifier("1.2.840.113549.1.9.4");
    private static final ASN1ObjectIdentifier SIGNING_TIME = new ASN1ObjectIdentifier("1.2.840.113549.1.9.5");
    private static final ASN1ObjectIdentifier CERTIFICATES = new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.47");
    private static final ASN1Encodable SHA256 = sequence(new ASN1ObjectIdentifier("2.16.840.1.101.3.4.2.1"));
    private static final ASN1Encodable ECDSA = sequence(new ASN1ObjectIdentifier("1.2.840.10045.4.3.2"));
    private static final ASN1Integer ONE = new ASN1Integer(1);

    CmsSignature {
        chain = List.copyOf(chain);
        if (chain.size() != 2) {
            throw new IllegalArgumentException("a signer's certificate and its authority's");
        }
    }

    static CmsSignature make(Bytes content, Seal seal, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.SECONDS);
        Bytes value = seal.sign(der(attributes(content, seal.chain(), at)));
        return new CmsSignature(seal.chain(), at, value);
    }

    /// Reads the signature of this content; believes neither signature nor certificates yet.
    ///
    /// @throws MalformedException when it is not in its one encoding, or for other content
    static CmsSignature parse(Bytes encoded, Bytes content) {
        if (encoded.size() > MAX_SIZE) {
            throw new MalformedException(0, "a signature of more than " + MAX_SIZE + " bytes");
        }
        CmsSignature parsed = extract(encoded);
        if (!parsed.encode(content).equals(encoded)) {
            throw new MalformedException(0, "the signature is for another manifest, or not in its one encoding");
        }
        return parsed;
    }

    /// What is signed.
    Bytes attributes(Bytes content) {
        return der(attributes(content, chain, at));
    }

    Bytes encode(Bytes content) {
        Certificate signer = Certificate.getInstance(chain.getFirst().toArray());
        DERSequence signerInfo = sequence(
                ONE,
                sequence(signer.getIssuer(), signer.getSerialNumber()),
                SHA256,
                new DERTaggedObject(false, 0, attributes(content, chain, at)),
                ECDSA,
                new DEROctetString(value.toArray()));
        DERSequence signedData = sequence(
                ONE,
                new DERSet(SHA256),
                sequence(CONTENT),
                new DERTaggedObject(false, 0, new DERSet(new ASN1Encodable[] {
                    signer, Certificate.getInstance(chain.getLast().toArray())
                })),
                new DERSet(signerInfo));
        return der(sequence(SIGNED, new DERTaggedObject(true, 0, signedData)));
    }

    @SuppressWarnings("IllegalCatch") // what Bouncy Castle throws on hostile bytes is no closed set
    private static CmsSignature extract(Bytes encoded) {
        try {
            ASN1Sequence contentInfo = ASN1Sequence.getInstance(encoded.toArray());
            ASN1Sequence signedData = ASN1Sequence.getInstance((ASN1TaggedObject) contentInfo.getObjectAt(1), true);
            List<Bytes> chain = new ArrayList<>();
            for (ASN1Encodable each : ASN1Set.getInstance((ASN1TaggedObject) signedData.getObjectAt(3), false)) {
                Certificate certificate = Certificate.getInstance(each);
                boolean authority = certificate.getSubject().equals(certificate.getIssuer());
                chain.add(authority ? chain.size() : 0, der(certificate));
            }
            ASN1Sequence signerInfo = ASN1Sequence.getInstance(
                    ASN1Set.getInstance(signedData.getObjectAt(4)).getObjectAt(0));
            ASN1Set attributes = ASN1Set.getInstance((ASN1TaggedObject) signerInfo.getObjectAt(3), false);
            Bytes value = Bytes.of(
                    ASN1OctetString.getInstance(signerInfo.getObjectAt(5)).getOctets());
            return new CmsSignature(chain, signingTime(attributes), value);
        } catch (RuntimeException malformed) {
            MalformedException refused = new MalformedException(0, "no signature of our containers");
            refused.initCause(malformed);
            throw refused;
        }
    }

    private static Instant signingTime(ASN1Set attributes) {
        for (ASN1Encodable each : attributes) {
            ASN1Sequence attribute = ASN1Sequence.getInstance(each);
            if (attribute.getObjectAt(0).equals(SIGNING_TIME)) {
                return Time.getInstance(
                                ASN1Set.getInstance(attribute.getObjectAt(1)).getObjectAt(0))
                        .getDate()
                        .toInstant();
            }
        }
        throw new IllegalArgumentException("no signing time");
    }

    private static DERSet attributes(Bytes content, List<Bytes> chain, Instant at) {
        ASN1EncodableVector ids = new ASN1EncodableVector();
        chain.forEach(certificate -> ids.add(sequence(octets(Sha256.digest(certificate)))));
        return new DERSet(new ASN1Encodable[] {
            attribute(CONTENT_TYPE, CONTENT),
            attribute(MESSAGE_DIGEST, octets(Sha256.digest(content))),
            attribute(SIGNING_TIME, new Time(Date.from(at))),
            attribute(CERTIFICATES, sequence(new DERSequence(ids)))
        });
    }

    private static DERSequence attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return sequence(type, new DERSet(value));
    }

    private static DEROctetString octets(Bytes bytes) {
        return new DEROctetString(bytes.toArray());
    }

    private static DERSequence sequence(ASN1Encodable... items) {
        return new DERSequence(items);
    }

    private static Bytes der(ASN1Encodable value) {
        try {
            return Bytes.of(value.toASN1Primitive().getEncoded(ASN1Encoding.DER));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
