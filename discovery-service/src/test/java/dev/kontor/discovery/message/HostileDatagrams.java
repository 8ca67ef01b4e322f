package dev.kontor.discovery.message;

import dev.kontor.wire.bytes.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;

/// Datagrams that look like packets and are none: each is dropped for the one reason that its name gives.
final class HostileDatagrams {
    private static final String KEY = "03" + "5820" + "11".repeat(32);
    private static final String TOKEN = "05" + "48" + "22".repeat(8);
    private static final String TARGET = "06" + "5820" + "33".repeat(32);
    private static final String OBSERVED = "0a" + "46" + "c0000201" + "1ce8";

    static final Map<String, Bytes> ALL = all();

    private HostileDatagrams() {}

    private static String head(int fields, int version, int type) {
        return "%02x00%02x01%02x02480102030405060708".formatted(0xa0 + fields, version, type);
    }

    private static String reply(int fields, int type, String rest) {
        return head(fields, 1, type) + KEY + TOKEN + rest;
    }

    private static Map<String, Bytes> all() {
        Map<String, String> hex = new LinkedHashMap<>();
        hex.put("empty", "");
        hex.put("version 2", head(3, 2, 0));
        hex.put("type 7", head(3, 1, 7));
        hex.put("key 17", head(4, 1, 0) + "1100");
        hex.put("a ping with a refusal", head(4, 1, 0) + "0e00");
        hex.put("a find without a point", head(3, 1, 2));
        hex.put("a store without a token", head(5, 1, 4) + TARGET + "094101");
        hex.put("a store of an empty record", head(6, 1, 4) + TOKEN + TARGET + "0940");
        hex.put("a byte after the end", head(3, 1, 0) + "00");
        hex.put("fewer fields than announced", head(4, 1, 0));
        hex.put("keys out of order", "a30100000102480102030405060708");
        hex.put("a key twice", "a40001010001000248" + "0102030405060708");
        hex.put("a version in two bytes", "a3001801010002480102030405060708");
        hex.put("a map without a length", "bf000101000248" + "0102030405060708" + "ff");
        hex.put("a transaction of 7 bytes", "a30001010002" + "47" + "01020304050607");
        hex.put("no proof wanted, said", head(4, 1, 0) + "04f4");
        hex.put("a pong to port 0", reply(6, 1, "0a46c00002010000"));
        hex.put("a pong to an address of 5 bytes", reply(6, 1, "0a45c000020100"));
        hex.put("no records, said", reply(8, 3, OBSERVED + "0b80" + "0c80"));
        hex.put("21 contacts", reply(7, 3, OBSERVED + "0b95" + ("5826" + "44".repeat(32) + "c00002011ce8").repeat(21)));
        hex.put("refusal 6", reply(7, 6, OBSERVED + "0e06"));
        hex.put("a ping that expects a sequence", head(4, 1, 0) + "1107");
        hex.put("a signature of 63 bytes", reply(7, 1, OBSERVED + "10583f" + "55".repeat(63)));
        hex.put("a signature announced and not there", "a11040");
        hex.put("1401 bytes", head(4, 1, 0) + "0f590566" + "00".repeat(1382));
        Map<String, Bytes> all = new LinkedHashMap<>();
        hex.forEach((name, text) -> all.put(name, Bytes.fromHex(text)));
        return all;
    }
}
