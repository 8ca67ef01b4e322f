package dev.kontor.identity.signing;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.wire.bytes.Bytes;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// The answer to a request for a signature.
///
/// @param record the whole signed record
@RegisterForReflection
record Signed(@JsonProperty("record") Bytes record) {}
