package dev.kontor.gateway.hello;

/// Why the edge turned a connection away, and the TLS alert (RFC 8446 §6) that the client is told. A negative alert
/// means that the connection is closed without a word: the other side does not speak TLS, or never finished its
/// first sentence.
public enum Refusal {
    NOT_TLS(-1),
    TOO_SLOW(-1),
    CLOSED_EARLY(-1),
    TOO_MANY(-1),
    TOO_LARGE(22),
    MALFORMED(50),
    NO_TLS_1_3(70),
    NO_SERVER_NAME(112),
    UNKNOWN_NAME(112),
    DATA_PORT_DOWN(80);

    private static final int FATAL = 2;

    private final int alert;

    Refusal(int alert) {
        this.alert = alert;
    }

    /// The plaintext alert record to send before closing; empty when nothing is said.
    ///
    /// ```
    /// 0  content type  21 = alert
    /// 1  version       0x0303
    /// 3  length        2
    /// 5  level         2 = fatal
    /// 6  description
    /// ```
    public byte[] record() {
        return alert < 0 ? new byte[0] : new byte[] {21, 3, 3, 0, 2, FATAL, (byte) alert};
    }

    /// The name that logs and metrics use: lower case with dashes.
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
