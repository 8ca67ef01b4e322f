package dev.kontor.identity.pairing;

/// Who did it.
public enum Side {
    US,
    THEM
}
