package dev.kontor.cli.exit;

/// The exit codes, the same for every command. Scripts rely on them: a number never changes its meaning.
public enum Exit {
    OK(0),
    /// Anything without a code of its own.
    FAILED(1),
    /// The command line is wrong; nothing was done.
    USAGE(2),
    /// There is no such thing, or it is not granted to us: a site does not say which.
    NOT_FOUND(3),
    /// The gateway does not know who asks, or that user may not do this.
    FORBIDDEN(4),
    /// The gateway, or behind it the partner's site, does not answer.
    UNREACHABLE(5),
    /// What arrived is not what was announced.
    INTEGRITY(6),
    /// Stopped by Ctrl-C, as shells number it.
    INTERRUPTED(130);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
