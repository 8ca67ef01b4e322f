package dev.kontor.wire.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {
    @Test
    void keepsItsOwnCopy() {
        byte[] array = {1, 2, 3};
        Bytes bytes = Bytes.of(array);
        array[0] = 9;
        bytes.toArray()[1] = 9;
        assertEquals("010203", bytes.hex());
        assertTrue(bytes.toBuffer().isReadOnly());
    }

    @Test
    void readsEveryTextFormBack() {
        Generator.check(500, generator -> {
            Bytes bytes = Bytes.of(generator.bytesUpTo(70));
            assertEquals(bytes, Bytes.fromHex(bytes.hex()));
            assertEquals(bytes, Bytes.fromBase64Url(bytes.base64Url()));
            assertEquals(bytes, Bytes.fromBase32(bytes.base32()));
        });
    }

    /// RFC 4648 section 10, in lower case and without padding.
    @ParameterizedTest
    @CsvSource({"f,my", "fo,mzxq", "foo,mzxw6", "foob,mzxw6yq", "fooba,mzxw6ytb", "foobar,mzxw6ytboi"})
    void writesThePublishedBase32(String text, String base32) {
        assertEquals(base32, Bytes.utf8(text).base32());
    }

    @Test
    void givesThirtyTwoBytesAsOneDnsLabel() {
        assertEquals(52, Bytes.of(new byte[32]).base32().length());
    }

    @Test
    void acceptsOneSpellingOnly() {
        Generator.check(300, generator -> {
            Bytes bytes = Bytes.of(generator.bytes(generator.between(1, 40)));
            refusesOtherSpellings(bytes.hex(), Bytes::fromHex, Bytes::hex);
            refusesOtherSpellings(bytes.base32(), Bytes::fromBase32, Bytes::base32);
            refusesOtherSpellings(bytes.base64Url(), Bytes::fromBase64Url, Bytes::base64Url);
        });
    }

    private static void refusesOtherSpellings(
            String text, Function<String, Bytes> decode, Function<Bytes, String> encode) {
        for (int i = 0; i < text.length(); i++) {
            for (char c : "a7_-=+/ \n~é".toCharArray()) {
                String other = text.substring(0, i) + c + text.substring(i + 1);
                try {
                    assertEquals(other, encode.apply(decode.apply(other)));
                } catch (MalformedException expected) {
                    assertNotEquals(text, other);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ABCD", "mzxw6===", "m1", "my ", "mz", "MY"})
    void refusesOtherBase32(String text) {
        assertThrows(MalformedException.class, () -> Bytes.fromBase32(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0G", "AB", " 00", "0x00"})
    void refusesOtherHex(String text) {
        assertThrows(MalformedException.class, () -> Bytes.fromHex(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AA==", "A", "AB", "+/", "A A", "AAA="})
    void refusesOtherBase64(String text) {
        assertThrows(MalformedException.class, () -> Bytes.fromBase64Url(text));
    }

    @Test
    void ordersByUnsignedBytes() {
        assertTrue(Bytes.fromHex("7f").compareTo(Bytes.fromHex("80")) < 0);
        assertTrue(Bytes.fromHex("01").compareTo(Bytes.fromHex("0100")) < 0);
        assertEquals(Bytes.EMPTY, Bytes.of());
    }

    @Test
    void slicesJoinsAndCompares() {
        Bytes bytes = Bytes.fromHex("00010203");
        assertEquals(Bytes.fromHex("0102"), bytes.slice(1, 2));
        assertEquals(bytes, Bytes.concat(bytes.slice(0, 1), bytes.slice(1, 3)));
        assertTrue(bytes.startsWith(Bytes.fromHex("0001")));
        assertFalse(Bytes.fromHex("00").startsWith(bytes));
        assertTrue(bytes.equalsConstantTime(Bytes.of(ByteBuffer.wrap(bytes.toArray()))));
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(2, 3));
    }

    @Test
    void shortensLongBytesForMessages() {
        assertEquals("0a", Bytes.fromHex("0a").toString());
        assertTrue(Bytes.of(new byte[100]).toString().endsWith("…(100 bytes)"));
        assertEquals(Bytes.of(new byte[64]).toString(), "00".repeat(64).toLowerCase(Locale.ROOT));
    }
}
