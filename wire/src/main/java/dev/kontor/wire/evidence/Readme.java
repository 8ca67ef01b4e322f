package dev.kontor.wire.evidence;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.receipt.Receipt;

/// The page for whoever opens the container with another program.
@SuppressWarnings("InlineFormatString") // a page of text reads better by itself
final class Readme {
    private static final String TEXT = """
            Evidence of a transfer between two sites

            sender     site %s
                       organisation %s
            receiver   site %s
                       organisation %s
            namespace  %s
            snapshot   %s
            transfer   %s
            grant      %s
            amount     %d bytes in %d pieces
            complete   %s (the receiver's clock)

            Check it, on any machine and offline:

                kontor verify FILE

            The container's own signature, without our program:

                unzip FILE -d evidence && cd evidence
                openssl cms -verify -binary -inform DER -in META-INF/signature.p7s \\
                    -content META-INF/ASiCManifest.xml -CAfile site-ca.pem -purpose any \\
                    -no_check_time -out /dev/null
                openssl verify -purpose any -no_check_time -CAfile site-ca.pem site-ca.pem
                sha256sum receipt.cose    # base64 of the same stands in META-INF/ASiCManifest.xml

            The files ending in .cose are COSE_Sign1 records (RFC 9052) signed with Ed25519, those ending
            in .cbor deterministic CBOR (RFC 8949). log/ holds the proof of RFC 6962 that the receipt is in
            the log of the site that made this file.

            Not proved: the times, which are each side's own; the content, which is not in here; the
            organisations' names. Only kontor verify says what holds: this page is text like any other.
            """;

    private Readme() {}

    static Bytes of(TransferEvidence evidence) {
        Receipt receipt = Receipt.decode(evidence.receipt().payload());
        return Bytes.utf8(TEXT.formatted(
                receipt.sender().siteId(),
                receipt.sender().orgId(),
                receipt.receiver().siteId(),
                receipt.receiver().orgId(),
                receipt.namespace(),
                receipt.snapshotId(),
                receipt.transferId(),
                receipt.grantId(),
                receipt.bytes(),
                receipt.pieces(),
                receipt.completedAt()));
    }

    /// Somebody else's text without anything that a terminal would obey.
    static String printable(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{S}\\p{Zs}]", "?");
    }
}
