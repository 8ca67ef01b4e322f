package dev.kontor.gateway.hello;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/// First flights made by hand.
public final class Hellos {
    /// RFC 8448 §3, the ClientHello record of the simple 1-RTT handshake, as published.
    static final byte[] RFC_8448 = HexFormat.of()
            .parseHex("16030100c4010000c00303cb34ecb1e78163ba1c38c6dacb196a6dffa21a8d9912ec18a2ef6283024dece7"
                    + "000006130113031302010000910000000b0009000006736572766572ff01000100000a00140012001d00170018"
                    + "001901000101010201030104002300000033002600240"
                    + "01d002099381de560e4bd43d23d8e435a7dbafeb3c06e51"
                    + "c13cae4d5413691e529aaf2c002b0003020304000d0020001e0403050306030203080408050806040105010601"
                    + "0201040205020602020200" + "2d00020101001c00024001");

    private Hellos() {}

    public static byte[] hello(String serverName) {
        return record(message(extensions(serverName(serverName), alpn(List.of("kontor-data")), tls13())));
    }

    static byte[] record(byte[] fragment) {
        return join(new byte[] {22, 3, 1}, shortLength(fragment));
    }

    static byte[] message(byte[] extensions) {
        byte[] body = join(
                new byte[] {3, 3},
                new byte[32],
                new byte[] {0},
                shortLength(new byte[] {0x13, 0x01}),
                new byte[] {1, 0},
                extensions);
        return join(new byte[] {1, (byte) (body.length >> 16), (byte) (body.length >> 8), (byte) body.length}, body);
    }

    static byte[] extensions(byte[]... extensions) {
        return shortLength(join(extensions));
    }

    static byte[] extension(int type, byte[] content) {
        return join(new byte[] {(byte) (type >> 8), (byte) type}, shortLength(content));
    }

    static byte[] serverName(String name) {
        byte[] host = shortLength(name.getBytes(StandardCharsets.ISO_8859_1));
        return extension(0, shortLength(join(new byte[] {0}, host)));
    }

    static byte[] alpn(List<String> protocols) {
        byte[] names = new byte[0];
        for (String protocol : protocols) {
            names = join(names, new byte[] {(byte) protocol.length()}, protocol.getBytes(StandardCharsets.US_ASCII));
        }
        return extension(16, shortLength(names));
    }

    static byte[] tls13() {
        return extension(43, new byte[] {4, 3, 3, 3, 4});
    }

    static byte[] shortLength(byte[] content) {
        return join(ByteBuffer.allocate(2).putShort((short) content.length).array(), content);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
