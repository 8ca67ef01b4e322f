package dev.kontor.gateway.hello;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The body of a ClientHello (RFC 8446 §4.1.2).
///
/// ```
/// 0   legacy_version         2
/// 2   random                 32
/// 34  legacy_session_id      <0..32>      1-byte length
///     cipher_suites          <2..2^16-2>  2-byte length, even
///     compression_methods    <1..2^8-1>   1-byte length
///     extensions             <8..2^16-1>  2-byte length: type 2, data <0..2^16-1>
/// ```
/// Of the extensions it opens server_name (0, RFC 6066 §3), application_layer_protocol_negotiation (16, RFC 7301) and
/// supported_versions (43).
final class HelloBody {
    private static final int FIXED = 34;
    private static final int SERVER_NAME = 0;
    private static final int ALPN = 16;
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int TLS_1_3 = 0x0304;
    private static final int HOST_NAME = 0;
    private static final Pattern HOST = Pattern.compile("[a-z0-9.-]+");
    private static final int MAX_NAME = 253;
    private static final int MAX_EXTENSIONS = 64;

    private final Set<Integer> seen = new HashSet<>();
    private final List<String> protocols = new ArrayList<>();
    private Optional<String> serverName = Optional.empty();
    private boolean tls13;

    private HelloBody() {}

    static Reading read(ByteBuffer body) {
        HelloBody hello = new HelloBody();
        return hello.readAll(body)
                ? new Reading.Whole(new ClientHello(hello.serverName, hello.protocols, hello.tls13))
                : new Reading.Unreadable(Refusal.MALFORMED);
    }

    private boolean readAll(ByteBuffer in) {
        if (in.remaining() < FIXED) {
            return false;
        }
        in.position(FIXED);
        Optional<ByteBuffer> session = Vector.withByteLength(in);
        Optional<ByteBuffer> ciphers = Vector.withShortLength(in);
        Optional<ByteBuffer> compression = Vector.withByteLength(in);
        boolean sane = session.isPresent()
                && session.get().remaining() <= 32
                && ciphers.isPresent()
                && ciphers.get().remaining() >= 2
                && ciphers.get().remaining() % 2 == 0
                && compression.isPresent()
                && compression.get().hasRemaining();
        if (!sane || !in.hasRemaining()) {
            return sane;
        }
        Optional<ByteBuffer> extensions = Vector.withShortLength(in);
        return extensions.isPresent() && !in.hasRemaining() && readExtensions(extensions.get());
    }

    private boolean readExtensions(ByteBuffer in) {
        while (in.hasRemaining()) {
            if (in.remaining() < 4) {
                return false;
            }
            int type = Short.toUnsignedInt(in.getShort());
            Optional<ByteBuffer> content = Vector.withShortLength(in);
            if (content.isEmpty() || !seen.add(type) || seen.size() > MAX_EXTENSIONS) {
                return false;
            }
            if (!readExtension(type, content.get())) {
                return false;
            }
        }
        return true;
    }

    private boolean readExtension(int type, ByteBuffer content) {
        return switch (type) {
            case SERVER_NAME -> readServerName(content);
            case ALPN -> readProtocols(content);
            case SUPPORTED_VERSIONS -> readVersions(content);
            default -> true;
        };
    }

    private boolean readServerName(ByteBuffer content) {
        Optional<ByteBuffer> list = Vector.withShortLength(content);
        if (list.isEmpty() || content.hasRemaining() || !list.get().hasRemaining()) {
            return false;
        }
        if (list.get().get() != HOST_NAME) {
            return false;
        }
        Optional<ByteBuffer> name = Vector.withShortLength(list.get());
        if (name.isEmpty() || list.get().hasRemaining()) {
            return false;
        }
        serverName = hostName(name.get());
        return serverName.isPresent();
    }

    private static Optional<String> hostName(ByteBuffer name) {
        if (!name.hasRemaining() || name.remaining() > MAX_NAME) {
            return Optional.empty();
        }
        String text = StandardCharsets.ISO_8859_1.decode(name).toString().toLowerCase(Locale.ROOT);
        return HOST.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    private boolean readProtocols(ByteBuffer content) {
        Optional<ByteBuffer> list = Vector.withShortLength(content);
        if (list.isEmpty() || content.hasRemaining() || !list.get().hasRemaining()) {
            return false;
        }
        while (list.get().hasRemaining()) {
            Optional<ByteBuffer> name = Vector.withByteLength(list.get());
            if (name.isEmpty() || !name.get().hasRemaining()) {
                return false;
            }
            protocols.add(StandardCharsets.ISO_8859_1.decode(name.get()).toString());
        }
        return true;
    }

    private boolean readVersions(ByteBuffer content) {
        Optional<ByteBuffer> list = Vector.withByteLength(content);
        if (list.isEmpty() || content.hasRemaining() || list.get().remaining() % 2 != 0) {
            return false;
        }
        while (list.get().hasRemaining()) {
            tls13 |= Short.toUnsignedInt(list.get().getShort()) == TLS_1_3;
        }
        return true;
    }
}
