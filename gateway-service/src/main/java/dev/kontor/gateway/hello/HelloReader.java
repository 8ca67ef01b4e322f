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
/// outcome being final once it is not [Reading.Incomplete], however the bytes arrived, and on nothing behind the first
/// [#MAX_FIRST_FLIGHT] bytes being looked at.
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
        ByteBuffer in = received.slice(received.position(), Math.min(received.remaining(), MAX_FIRST_FLIGHT));
        if ((in.remaining() > 0 && in.get(0) != HANDSHAKE) || (in.remaining() > 1 && in.get(1) != 3)) {
            return new Reading.Unreadable(Refusal.NOT_TLS);
        }
        ByteBuffer message = ByteBuffer.allocate(in.remaining());
        for (int records = 0; in.remaining() >= RECORD_HEADER; records++) {
            if (records == MAX_RECORDS) {
                return tooLarge();
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
            Reading reading = reading(message);
            if (!reading.equals(INCOMPLETE)) {
                return reading;
            }
        }
        return received.remaining() >= MAX_FIRST_FLIGHT ? tooLarge() : INCOMPLETE;
    }

    /// What the message's beginning tells by itself, whatever comes behind it.
    private static Reading reading(ByteBuffer message) {
        if (message.position() > 0 && message.get(0) != CLIENT_HELLO) {
            return malformed();
        }
        if (message.position() < MESSAGE_HEADER) {
            return INCOMPLETE;
        }
        int announced = message.getInt(0) & 0xFF_FFFF;
        if (announced > MAX_FIRST_FLIGHT - MESSAGE_HEADER - RECORD_HEADER) {
            return tooLarge();
        }
        return message.position() >= MESSAGE_HEADER + announced
                ? HelloBody.read(message.slice(MESSAGE_HEADER, announced))
                : INCOMPLETE;
    }

    private static void append(ByteBuffer in, int length, ByteBuffer message) {
        int here = Math.min(Math.min(length, in.remaining()), message.remaining());
        message.put(message.position(), in, in.position(), here).position(message.position() + here);
        in.position(in.position() + Math.min(length, in.remaining()));
    }

    private static Reading malformed() {
        return new Reading.Unreadable(Refusal.MALFORMED);
    }

    private static Reading tooLarge() {
        return new Reading.Unreadable(Refusal.TOO_LARGE);
    }
}
