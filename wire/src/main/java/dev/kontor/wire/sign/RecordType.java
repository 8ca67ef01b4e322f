package dev.kontor.wire.sign;

import java.util.Optional;
import java.util.stream.Stream;

/// The kinds of signed records. The content type stands in the protected header, so a signature made for one kind is
/// worth nothing for another.
public enum RecordType {
    INCEPTION("inception"),
    LOG_ENTRY("log-entry"),
    COSIGNATURE("cosignature"),
    ENDORSEMENT("endorsement"),
    DESCRIPTOR("descriptor"),
    NAME_ANNOUNCEMENT("name-announcement"),
    PROVIDER("provider"),
    MANIFEST("manifest"),
    GRANT("grant"),
    REVOCATION("revocation"),
    TICKET("ticket"),
    RECEIPT("receipt"),
    COUNTERSIGNATURE("countersignature"),
    CHECKPOINT("checkpoint"),
    PAIRING("pairing"),
    NOTICE("notice");

    private final String contentType;

    RecordType(String word) {
        this.contentType = "application/kontor-" + word + "+cbor";
    }

    /// The media type of the payload, such as `application/kontor-manifest+cbor`.
    public String contentType() {
        return contentType;
    }

    public static Optional<RecordType> ofContentType(String contentType) {
        return Stream.of(values())
                .filter(type -> type.contentType.equals(contentType))
                .findFirst();
    }
}
