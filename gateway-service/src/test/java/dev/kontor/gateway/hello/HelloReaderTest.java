package dev.kontor.gateway.hello;

import static dev.kontor.gateway.hello.Hellos.alpn;
import static dev.kontor.gateway.hello.Hellos.extension;
import static dev.kontor.gateway.hello.Hellos.extensions;
import static dev.kontor.gateway.hello.Hellos.hello;
import static dev.kontor.gateway.hello.Hellos.join;
import static dev.kontor.gateway.hello.Hellos.message;
import static dev.kontor.gateway.hello.Hellos.record;
import static dev.kontor.gateway.hello.Hellos.serverName;
import static dev.kontor.gateway.hello.Hellos.tls13;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.kontor.testkit.Generator;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelloReaderTest {
    private static final Reading INCOMPLETE = new Reading.Incomplete();

    @Test
    void readsTheHelloOfRfc8448() {
        assertEquals(new Reading.Whole(new ClientHello(Optional.of("server"), List.of(), true)), read(Hellos.RFC_8448));
    }

    @Test
    void readsNameAndProtocolsWhateverTheCase() {
        byte[] first = record(message(
                extensions(serverName("DATA.Example.Kontor"), alpn(List.of("kontor-pair", "http/1.1")), tls13())));
        assertEquals(
                new Reading.Whole(
                        new ClientHello(Optional.of("data.example.kontor"), List.of("kontor-pair", "http/1.1"), true)),
                read(first));
    }

    @Test
    void waitsForEveryByteAndThenNeedsNoMore() {
        byte[] first = hello("a.kontor");
        for (int length = 0; length < first.length; length++) {
            assertEquals(INCOMPLETE, read(Arrays.copyOf(first, length)), "after " + length + " bytes");
        }
        assertInstanceOf(Reading.Whole.class, read(first));
        assertInstanceOf(Reading.Whole.class, read(join(first, new byte[] {20, 3, 3, 0, 1, 1})));
    }

    @Test
    void collectsAMessageThatComesInSeveralRecords() {
        byte[] message = message(extensions(serverName("a.kontor"), tls13()));
        byte[] pieces = new byte[0];
        for (int from = 0; from < message.length; from += 7) {
            pieces = join(pieces, record(Arrays.copyOfRange(message, from, Math.min(message.length, from + 7))));
        }
        assertEquals(new Reading.Whole(new ClientHello(Optional.of("a.kontor"), List.of(), true)), read(pieces));
    }

    @Test
    void refusesToCollectCrumbs() {
        byte[] message = message(extensions(serverName("a.kontor"), tls13()));
        byte[] crumbs = new byte[0];
        for (byte crumb : message) {
            crumbs = join(crumbs, record(new byte[] {crumb}));
        }
        assertEquals(unreadable(Refusal.TOO_LARGE), read(crumbs));
    }

    @Test
    void acceptsAHelloWithoutAnyName() {
        assertEquals(
                new Reading.Whole(new ClientHello(Optional.empty(), List.of(), true)),
                read(record(message(extensions(tls13())))));
        assertEquals(
                new Reading.Whole(new ClientHello(Optional.empty(), List.of(), false)),
                read(record(message(new byte[0]))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n", "SSH-2.0-x\r\n", "\u0016x", "\u0015\u0003\u0003"})
    void knowsWhatIsNotTlsFromItsFirstBytes(String text) {
        assertEquals(unreadable(Refusal.NOT_TLS), read(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
    }

    @Test
    void refusesAMessageThatAnnouncesMoreThanFits() {
        assertEquals(unreadable(Refusal.TOO_LARGE), read(record(new byte[] {1, 0, 0x40, 0})));
        assertEquals(unreadable(Refusal.TOO_LARGE), read(record(new byte[] {1, (byte) 0xFF, 0, 0, 0, 0})));
    }

    @Test
    void refusesForTheSameReasonHoweverTheBytesArrive() {
        byte[] announcesTooMuch = record(new byte[] {1, 0x40, 0, 0});
        assertEquals(unreadable(Refusal.TOO_LARGE), read(join(announcesTooMuch, new byte[] {22, 3, 3, 0, 0})));
        byte[] padded =
                record(message(extensions(tls13(), extension(99, new byte[HelloReader.MAX_FIRST_FLIGHT - 69]))));
        byte[] behindTheLimit =
                join(record(Arrays.copyOfRange(padded, 5, 9)), record(Arrays.copyOfRange(padded, 9, padded.length)));
        assertEquals(HelloReader.MAX_FIRST_FLIGHT + 1, behindTheLimit.length);
        assertEquals(unreadable(Refusal.TOO_LARGE), read(Arrays.copyOf(behindTheLimit, HelloReader.MAX_FIRST_FLIGHT)));
        assertEquals(unreadable(Refusal.TOO_LARGE), read(behindTheLimit));
    }

    @Test
    void refusesOtherHandshakeMessages() {
        assertEquals(unreadable(Refusal.MALFORMED), read(record(new byte[] {2, 0, 0, 1, 0})));
    }

    @Test
    void refusesEmptyAndOversizedRecords() {
        assertEquals(unreadable(Refusal.MALFORMED), read(new byte[] {22, 3, 1, 0, 0}));
        assertEquals(unreadable(Refusal.MALFORMED), read(new byte[] {22, 3, 1, 0x40, 1}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\u0000.kontor", "ä.kontor", "a/b", "a_b"})
    void refusesNamesThatNoHostCanHave(String name) {
        assertEquals(unreadable(Refusal.MALFORMED), read(record(message(extensions(serverName(name), tls13())))));
    }

    @Test
    void refusesTwoNamesAndRepeatedExtensions() {
        byte[] twice = record(message(extensions(serverName("a.kontor"), serverName("b.kontor"))));
        assertEquals(unreadable(Refusal.MALFORMED), read(twice));
        byte[] host = new byte[] {0, 0, 1, 'a'};
        byte[] two = record(message(extensions(extension(0, Hellos.shortLength(join(host, host))))));
        assertEquals(unreadable(Refusal.MALFORMED), read(two));
    }

    @Test
    void refusesExtensionsThatEndTooEarlyOrTooLate() {
        assertEquals(unreadable(Refusal.MALFORMED), read(record(message(new byte[] {0, 5, 0, 43}))));
        assertEquals(unreadable(Refusal.MALFORMED), read(record(message(new byte[] {0, 0, 9}))));
        assertEquals(unreadable(Refusal.MALFORMED), read(record(message(extensions(new byte[] {0, 43, 0, 9, 1})))));
    }

    @Test
    void neverThrowsOnFlippedOrRandomBytes() {
        Generator.check(20_000, generator -> {
            byte[] good = hello("data.example.kontor");
            read(generator.flipOneBit(good));
            read(join(new byte[] {22, 3, 1}, generator.bytesUpTo(200)));
            read(record(join(new byte[] {1, 0, 0}, generator.bytesUpTo(200))));
        });
    }

    private static Reading unreadable(Refusal refusal) {
        return new Reading.Unreadable(refusal);
    }

    private static Reading read(byte[] bytes) {
        return HelloReader.read(ByteBuffer.wrap(bytes));
    }
}
