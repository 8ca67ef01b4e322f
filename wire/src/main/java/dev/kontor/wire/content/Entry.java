package dev.kontor.wire.content;

import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One document of a snapshot.
///
/// @param mediaType as the source said it, printable ASCII, at most 255 bytes
/// @param size bytes of plaintext; the extents' lengths add up to it
/// @param sha256 digest of the plaintext
/// @param modifiedAt when the source says it changed, whole seconds, or null when it does not say
/// @param extents where the bytes lie, in order; none when the entry is empty
public record Entry(
        EntryPath path,
        String mediaType,
        long size,
        Bytes sha256,
        @Nullable Instant modifiedAt,
        List<Extent> extents) {
    public Entry {
        extents = List.copyOf(extents);
        modifiedAt = modifiedAt == null ? null : modifiedAt.truncatedTo(ChronoUnit.SECONDS);
        if (sha256.size() != Sha256.SIZE) {
            throw new IllegalArgumentException("a digest has 32 bytes, not " + sha256.size());
        }
        if (mediaType.isEmpty() || !printable(mediaType)) {
            throw new IllegalArgumentException("a media type is 1 to 255 printable ASCII characters");
        }
        if (size != extents.stream().mapToLong(Extent::length).sum()) {
            throw new IllegalArgumentException("the extents do not add up to " + size + " bytes");
        }
    }

    private static boolean printable(String text) {
        return text.length() <= ContentLimits.MAX_MEDIA_TYPE_BYTES
                && StandardCharsets.US_ASCII.newEncoder().canEncode(text)
                && text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }
}
