package dev.kontor.gateway.refusal;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/// One refusal.
///
/// @param door where: `edge`, `pairing`, `partner` or `lan`
/// @param who the caller, as far as it is known: an address, a site, a user
/// @param what was asked for
/// @param reason by which rule, in a word
/// @param detail the true reason in full
@RegisterForReflection
public record Refused(Instant at, String door, String who, String what, String reason, String detail) {}
