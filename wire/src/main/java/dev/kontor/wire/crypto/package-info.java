/// Hashes, key derivation, piece encryption and HPKE, each from the fastest implementation that the JVM has.
/// [PieceCipher] and [Hpke] are the main types; SHA-256 and AES come from the JDK's own providers by name, never from
/// whatever a provider list puts first. Depends on `bytes`, the JDK and Bouncy Castle's lightweight API.
@NullMarked
package dev.kontor.wire.crypto;

import org.jspecify.annotations.NullMarked;
