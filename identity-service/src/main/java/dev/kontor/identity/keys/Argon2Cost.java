package dev.kontor.identity.keys;

/// What one guess at the passphrase costs.
record Argon2Cost(int memoryKiB, int passes, int lanes) {
    static final int MAX_MEMORY_KIB = 1024 * 1024;
    static final int MAX_PASSES = 100;
    static final int MAX_LANES = 16;

    /// RFC 9106 section 4, second recommendation, with one lane because one thread computes it.
    static final Argon2Cost CHOSEN = new Argon2Cost(64 * 1024, 3, 1);

    /// With a key file there is nothing to stretch.
    static final Argon2Cost NONE = new Argon2Cost(0, 0, 0);
}
