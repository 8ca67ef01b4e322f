package dev.kontor.identity.pairing;

/// Which part we play in a pairing.
public enum Role {
    INVITER,
    INVITED
}
