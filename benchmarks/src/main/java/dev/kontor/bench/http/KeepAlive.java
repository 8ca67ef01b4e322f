package dev.kontor.bench.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Sends GET requests one after the other on one connection. It does little itself, so that what is measured is the
/// other end; it understands answers with a `Content-Length` only. For one thread.
public final class KeepAlive implements AutoCloseable {
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int LARGEST_BODY = 64 * 1024 * 1024;
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Socket socket;
    private final InputStream in;
    private final String host;
    private final byte[] buffer = new byte[LONGEST_HEAD];
    private int filled;

    /// An answer.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Reply(int status, Map<String, String> headers, byte[] body, long nanos) {
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }
    }

    private KeepAlive(Socket socket, String host) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.host = host;
    }

    /// Connects to the host of an address on this machine.
    public static KeepAlive to(URI address) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) SILENCE.toMillis());
        socket.connect(new InetSocketAddress(InetAddress.getByName(address.getHost()), address.getPort()));
        return new KeepAlive(socket, address.getHost() + ":" + address.getPort());
    }

    /// Asks and reads the whole answer.
    ///
    /// @param headers each `Name: value`
    public Reply get(String path, String... headers) throws IOException {
        StringBuilder request = new StringBuilder("GET ")
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        byte[] bytes = request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        long began = System.nanoTime();
        socket.getOutputStream().write(bytes);
        return answer(began);
    }

    private Reply answer(long began) throws IOException {
        int end = headEnd();
        String[] lines = new String(buffer, 0, end, StandardCharsets.ISO_8859_1).split("\r\n", -1);
        Map<String, String> headers = new HashMap<>();
        for (int line = 1; line < lines.length; line++) {
            int colon = lines[line].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[line].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[line].substring(colon + 1).strip());
            }
        }
        byte[] body = body(end + 4, headers.get("content-length"));
        return new Reply(
                Integer.parseInt(lines[0].split(" ", 3)[1]), Map.copyOf(headers), body, System.nanoTime() - began);
    }

    private int headEnd() throws IOException {
        filled = 0;
        while (true) {
            int from = Math.max(0, filled - 3);
            more();
            for (int at = from; at + 3 < filled; at++) {
                if (buffer[at] == '\r' && buffer[at + 1] == '\n' && buffer[at + 2] == '\r' && buffer[at + 3] == '\n') {
                    return at;
                }
            }
        }
    }

    private void more() throws IOException {
        if (filled == buffer.length) {
            throw new IOException("the head of an answer is longer than " + LONGEST_HEAD + " bytes");
        }
        int count = in.read(buffer, filled, buffer.length - filled);
        if (count < 0) {
            throw new IOException("the connection was closed before an answer");
        }
        filled += count;
    }

    private byte[] body(int from, @org.jspecify.annotations.Nullable String length) throws IOException {
        if (length == null) {
            throw new IOException("an answer has no Content-Length");
        }
        long size = Long.parseLong(length);
        if (size > LARGEST_BODY) {
            throw new IOException("an answer of " + size + " bytes is not for this client");
        }
        byte[] body = new byte[(int) size];
        int here = Math.min(filled - from, body.length);
        System.arraycopy(buffer, from, body, 0, here);
        if (in.readNBytes(body, here, body.length - here) < body.length - here) {
            throw new IOException("the connection was closed within an answer");
        }
        return body;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
