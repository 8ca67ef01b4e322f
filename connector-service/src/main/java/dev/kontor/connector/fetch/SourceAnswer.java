package dev.kontor.connector.fetch;

import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// What a source answered to a conditional GET.
public sealed interface SourceAnswer {
    /// 304: what we have is what there is.
    record NotModified() implements SourceAnswer {}

    /// 200 with a body that must be read or closed. Reading it throws [SourceFault] when it is cut short, too large or
    /// too slow.
    record Document(
            InputStream body,
            String mediaType,
            OptionalLong size,
            Optional<Instant> modifiedAt,
            Validators validators,
            Optional<URI> next)
            implements SourceAnswer {}
}
