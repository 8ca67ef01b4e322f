package dev.kontor.transfer.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// The piece store for people.
///
/// @param roomBytes bytes that it takes before it is full, the reserve left alone
@RegisterForReflection
record StorageView(@JsonProperty("roomBytes") long roomBytes) {}
