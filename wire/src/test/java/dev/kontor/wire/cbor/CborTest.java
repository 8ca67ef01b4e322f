package dev.kontor.wire.cbor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CborTest {
    /// RFC 8949 appendix A.
    @ParameterizedTest
    @CsvSource({
        "0,00",
        "1,01",
        "10,0a",
        "23,17",
        "24,1818",
        "25,1819",
        "100,1864",
        "1000,1903e8",
        "1000000,1a000f4240",
        "1000000000000,1b000000e8d4a51000",
        "-1,20",
        "-10,29",
        "-100,3863",
        "-1000,3903e7",
        "9223372036854775807,1b7fffffffffffffff",
        "-9223372036854775808,3b7fffffffffffffff"
    })
    void writesThePublishedIntegers(long value, String hex) {
        assertEquals(hex, new CborWriter().integer(value).toBytes().hex());
        assertEquals(value, CborReader.decode(Bytes.fromHex(hex), CborReader::readInt));
    }

    /// RFC 8949 appendix A.
    @ParameterizedTest
    @CsvSource({"'',60", "a,6161", "IETF,6449455446", "ü,62c3bc", "水,63e6b0b4", "𐅑,64f0908591"})
    void writesThePublishedTexts(String value, String hex) {
        assertEquals(hex, new CborWriter().text(value).toBytes().hex());
        assertEquals(value, CborReader.decode(Bytes.fromHex(hex), reader -> reader.readText(10)));
    }

    /// RFC 8949 appendix A, those items of it that are deterministic and used here.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "f4",
                "f5",
                "f6",
                "c074323031332d30332d32315432303a30343a30305a",
                "c11a514b67b0",
                "40",
                "4401020304",
                "d74401020304",
                "d818456449455446",
                "6161",
                "62225c",
                "80",
                "83010203",
                "8301820203820405",
                "98190102030405060708090a0b0c0d0e0f101112131415161718181819",
                "a0",
                "a201020304",
                "a26161016162820203",
                "826161a161626163",
                "a56161614161626142616361436164614461656145"
            })
    void acceptsPublishedItems(String hex) {
        assertEquals(
                hex, CborReader.decode(Bytes.fromHex(hex), CborReader::readItem).hex());
    }

    /// RFC 8949 appendices A and F and section 4.2: not well-formed, not deterministic, or not used here.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1800",
                "1817",
                "190000",
                "1900ff",
                "1a0000ffff",
                "1b00000000ffffffff",
                "3800",
                "5800",
                "7800",
                "9800",
                "b800",
                "d800",
                "1bffffffffffffffff",
                "3bffffffffffffffff",
                "1bffffffffffffffff",
                "5f42010243030405ff",
                "7f657374726561646d696e67ff",
                "9fff",
                "bfff",
                "f90000",
                "fa47c35000",
                "fb3ff199999999999a",
                "f7",
                "f0",
                "f818",
                "ff",
                "18",
                "19",
                "1a000000",
                "1b00000000000000",
                "1c",
                "1d",
                "1e",
                "1f",
                "3c",
                "5c",
                "7c",
                "9c",
                "bc",
                "dc",
                "fc",
                "41",
                "61",
                "5affffffff00",
                "5bffffffffffffffff010203",
                "81",
                "8200",
                "a1",
                "a20102",
                "a100",
                "a2000000",
                "c0",
                "62c328",
                "61ff",
                "63eda080",
                "a201020102",
                "a203040102",
                "a2616201616101",
                "a26161016161022",
                "0000"
            })
    void refusesWhatIsNotDeterministic(String hex) {
        Bytes bytes = Bytes.fromHex(hex.length() % 2 == 0 ? hex : hex + "0");
        assertThrows(MalformedException.class, () -> CborReader.decode(bytes, CborReader::readItem));
    }

    @Test
    void followsSixteenLevelsAndNoMore() {
        assertTrue(CborReader.decode(nested(16), CborReader::readItem).size() > 0);
        assertThrows(MalformedException.class, () -> CborReader.decode(nested(17), CborReader::readItem));
        assertThrows(MalformedException.class, () -> CborReader.decode(nested(100_000), CborReader::readItem));
    }

    private static Bytes nested(int depth) {
        return Bytes.fromHex("81".repeat(depth - 1) + "80");
    }

    @Test
    void believesNoLengthBeyondTheInput() {
        for (String hex : new String[] {"5a7fffffff", "7a7fffffff", "9a7fffffff", "ba7fffffff", "9b7fffffffffffffff"}) {
            assertThrows(
                    MalformedException.class, () -> CborReader.decode(Bytes.fromHex(hex), CborReader::readItem), hex);
        }
    }

    @Test
    void keepsToTheCallersMaximum() {
        assertThrows(MalformedException.class, () -> reader("4401020304").readBytes(3));
        assertThrows(MalformedException.class, () -> reader("6449455446").readText(3));
        assertThrows(MalformedException.class, () -> reader("83010203").readArray(2));
        assertThrows(MalformedException.class, () -> reader("a201020304").readMap(1));
        assertThrows(MalformedException.class, () -> reader("1864").readUint(99));
        assertThrows(MalformedException.class, () -> reader("4401020304").readBytesExactly(5));
        assertThrows(
                MalformedException.class, () -> reader("1b0000003afff44180").readInstant());
        assertThrows(MalformedException.class, () -> reader("a10102").key(1).key(2));
        assertEquals(100, reader("1864").readUint(100));
    }

    @Test
    void writesTimesInWholeSeconds() {
        Bytes bytes = new CborWriter()
                .instant(Instant.parse("2013-03-21T20:04:00.999Z"))
                .toBytes();
        assertEquals("1a514b67b0", bytes.hex());
        assertEquals(Instant.parse("2013-03-21T20:04:00Z"), CborReader.decode(bytes, CborReader::readInstant));
        assertThrows(IllegalArgumentException.class, () -> new CborWriter().instant(Instant.MAX));
    }

    @Test
    void tellsWhereTheInputStopsMakingSense() {
        MalformedException malformed = assertThrows(
                MalformedException.class, () -> CborReader.decode(Bytes.fromHex("8301021800"), CborReader::readItem));
        assertEquals(3, malformed.offset());
        assertEquals("not the shortest form", malformed.reason());
    }

    @Test
    void throwsNothingButMalformedOnNoise() {
        Generator.check(20_000, generator -> {
            Bytes noise = Bytes.of(generator.bytesUpTo(40));
            try {
                assertEquals(noise, CborReader.decode(noise, CborReader::readItem));
            } catch (MalformedException expected) {
                assertTrue(expected.offset() >= 0 && expected.offset() <= noise.size());
            }
        });
    }

    private static CborReader reader(String hex) {
        return new CborReader(Bytes.fromHex(hex));
    }
}
