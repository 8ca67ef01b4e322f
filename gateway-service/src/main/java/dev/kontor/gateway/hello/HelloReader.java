package dev.kontor.gateway.hello;

import java.nio.ByteBuffer;

/// Finds the ClientHello in the first bytes of a connection: collects the handshake message from one or several TLS
/// records and hands it to [HelloBody].
///
/// ```
/// record (RFC 8446 §5.1)            handshake message (§4)
/// 0  content type  22 = handshake   0  message type  1 = client_hello
/// 1  version       3, 0..4          1  length        24 bit
/// 3  length        1..16384         4  body
/// 5  fragment
/// ```
///
/// It keeps no state between calls: give it all bytes received so far, from the first one on. A caller may rely on the
/// outcome being final once it is not [Reading.Incomplete], and on never needing more than [#MAX_FIRST_FLIGHT] bytes.
public final class HelloReader {
    /// Our choice: no honest hello comes near it; a hybrid key share makes one of about 1.8 KiB.
    public static final int MAX_FIRST_FLIGHT = 16 * 1024;

    /// Our choice: honest clients use one record, cautious middleboxes a handful.
    static final int MAX_RECORDS = 64;

    private static final int RECORD_HEADER = 5;
    private static final int MESSAGE_HEADER = 4;
    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int MAX_FRAGMENT = 1 << 14;

    private static final Reading INCOMPLETE = new Reading.Incomplete();

    private HelloReader() {}

    /// Reads from the buffer's position to its limit; leaves both as they are.
    public static Reading read(ByteBuffer received) {
        ByteBuffer in = received.slice();
        if ((in.remaining() > 0 && in.get(0) != HANDSHAKE) || (in.remaining() > 1 && in.get(1) != 3)) {
            return new Reading.Unreadable(Refusal.NOT_TLS);
        }
        ByteBuffer message = ByteBuffer.allocate(Math.min(in.remaining(), MAX_FIRST_FLIGHT));
        for (int records = 0; in.remaining() >= RECORD_HEADER; records++) {
            if (records == MAX_RECORDS) {
                return new Reading.Unreadable(Refusal.TOO_LARGE);
            }
            if (in.get(in.position()) != HANDSHAKE || in.get(in.position() + 1) != 3) {
                return malformed();
            }
            int length = Short.toUnsignedInt(in.getShort(in.position() + 3));
            if (length == 0 || length > MAX_FRAGMENT) {
                return malformed();
            }
            in.position(in.position() + RECORD_HEADER);
            append(in, length, message);
            if (isWhole(message)) {
                return body(message);
            }
            if (hasWrongStart(message)) {
                return malformed();
            }
        }
        return received.remaining() >= MAX_FIRST_FLIGHT || announcesTooMuch(message)
                ? new Reading.Unreadable(Refusal.TOO_LARGE)
                : INCOMPLETE;
    }

    private static void append(ByteBuffer in, int length, ByteBuffer message) {
        int here = Math.min(Math.min(length, in.remaining()), message.remaining());
        message.put(message.position(), in, in.position(), here).position(message.position() + here);
        in.position(in.position() + Math.min(length, in.remaining()));
    }

    private static boolean hasWrongStart(ByteBuffer message) {
        return message.position() > 0 && message.get(0) != CLIENT_HELLO;
    }

    private static boolean isWhole(ByteBuffer message) {
        return !hasWrongStart(message)
                && message.position() >= MESSAGE_HEADER
                && message.position() >= MESSAGE_HEADER + announced(message);
    }

    private static boolean announcesTooMuch(ByteBuffer message) {
        return message.position() >= MESSAGE_HEADER
                && announced(message) > MAX_FIRST_FLIGHT - MESSAGE_HEADER - RECORD_HEADER;
    }

    private static int announced(ByteBuffer message) {
        return message.getInt(0) & 0xFF_FFFF;
    }

    private static Reading body(ByteBuffer message) {
        return HelloBody.read(message.slice(MESSAGE_HEADER, announced(message)));
    }

    private static Reading malformed() {
        return new Reading.Unreadable(Refusal.MALFORMED);
    }
}
