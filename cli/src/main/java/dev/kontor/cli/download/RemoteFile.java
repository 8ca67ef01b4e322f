package dev.kontor.cli.download;

import dev.kontor.cli.gateway.ApiPath;
import java.util.Optional;
import java.util.OptionalLong;

/// One file at the gateway, with what is known about it before it is asked for.
///
/// @param label how messages call it
public record RemoteFile(ApiPath path, String label, OptionalLong size, Optional<Digest> digest) {

    /// The same file with what an answer about it said.
    RemoteFile known(OptionalLong newSize, Optional<Digest> newDigest) {
        return new RemoteFile(path, label, newSize, newDigest);
    }
}
