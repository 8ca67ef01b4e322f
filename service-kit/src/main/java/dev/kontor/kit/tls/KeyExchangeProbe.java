package dev.kontor.kit.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.Map;

/// Reads the negotiated group out of the ServerHello, which travels in the clear, because no TLS engine tells it.
/// Stands before the SslHandler, looks at what the server side sends first, and removes itself.
///
/// | bytes | what (RFC 8446 section 4.1.3) |
/// |---|---|
/// | 5 | record: type 22, version, length |
/// | 4 | handshake: type 2, length |
/// | 2 + 32 | version, random |
/// | 1 + n | session id |
/// | 2 + 1 | cipher suite, compression |
/// | 2 | length of the extensions |
/// | 2 + 2 + n each | extension type, length, body; 51 (key_share) begins with the group |
final class KeyExchangeProbe extends ChannelDuplexHandler {
    static final String HYBRID = "X25519MLKEM768";
    static final String UNKNOWN = "unknown";

    private static final Map<Integer, String> GROUPS = Map.of(
            0x11ec, HYBRID,
            0x001d, "x25519",
            0x0017, "secp256r1",
            0x0018, "secp384r1",
            0x0019, "secp521r1");
    private static final int HANDSHAKE = 22;
    private static final int SERVER_HELLO = 2;
    private static final int KEY_SHARE = 51;
    private static final int BEFORE_SESSION_ID = 5 + 4 + 2 + 32;
    private static final int LIMIT = 4096; // a ServerHello with a hybrid share is some 1,200 bytes

    private final boolean server;
    private final byte[] seen = new byte[LIMIT];
    private int length;
    private volatile String group = UNKNOWN;

    KeyExchangeProbe(boolean server) {
        this.server = server;
    }

    String group() {
        return group;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (!server && message instanceof ByteBuf bytes) {
            look(bytes);
        }
        super.channelRead(context, message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (server && message instanceof ByteBuf bytes) {
            look(bytes);
        }
        super.write(context, message, promise);
    }

    private void look(ByteBuf bytes) {
        if (length == LIMIT) {
            return;
        }
        int more = Math.min(LIMIT - length, bytes.readableBytes());
        bytes.getBytes(bytes.readerIndex(), seen, length, more);
        length += more;
        int found = keyShare();
        if (found >= 0) {
            // A HelloRetryRequest names the group too; the real ServerHello can only confirm it.
            group = GROUPS.getOrDefault(found, UNKNOWN);
            length = LIMIT;
        }
    }

    /// The group of the key share, or -1 while it has not been seen.
    private int keyShare() {
        if (length <= BEFORE_SESSION_ID || seen[0] != HANDSHAKE || seen[5] != SERVER_HELLO) {
            return -1;
        }
        int at = BEFORE_SESSION_ID + 1 + (seen[BEFORE_SESSION_ID] & 0xff) + 3 + 2;
        while (at + 6 <= length) {
            if (unsigned16(at) == KEY_SHARE) {
                return unsigned16(at + 4);
            }
            at += 4 + unsigned16(at + 2);
        }
        return -1;
    }

    private int unsigned16(int at) {
        return ((seen[at] & 0xff) << 8) | (seen[at + 1] & 0xff);
    }
}
