package dev.kontor.transfer.port;

import java.time.Duration;

/// The bounds of the data port; all our choice.
///
/// @param connections open at once, from all partners
/// @param connectionsPerSite open at once, from one site
/// @param hello how long a new connection may take to say HELLO
/// @param silence how long a connection may say nothing
public record PortLimits(int connections, int connectionsPerSite, Duration hello, Duration silence) {
    /// Questions of one connection that are being answered at once.
    static final int QUESTIONS = 16;

    /// Pieces of one connection that are being read from disk at once.
    static final int READ_AHEAD = 2;

    /// Bytes queued on one connection before reading from disk pauses, and where it goes on.
    static final int HIGH_WATER = 2 << 20;

    static final int LOW_WATER = 1 << 20;

    /// Leaves that are sent before whole pieces that wait.
    static final int FEW_LEAVES = 8;

    /// How long a piece waits for the limit of what we send before its asker is told to come again.
    static final Duration MOST_HELD = Duration.ofSeconds(2);

    /// When a held-up asker is told to come again, at the latest.
    static final Duration COME_AGAIN = Duration.ofSeconds(10);

    public static final PortLimits DEFAULT = new PortLimits(1024, 32, Duration.ofSeconds(10), Duration.ofSeconds(90));
}
