package dev.kontor.wire.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.testkit.fuzz.FuzzTarget;
import dev.kontor.testkit.fuzz.Script;
import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.address.KontorAddress;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.grant.Cidr;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// Everything that is read from text: the first byte says as what, the rest is UTF-8.
public final class AddressTarget implements FuzzTarget {
    private static final int KINDS = 9;

    @Override
    public String name() {
        return "address";
    }

    @Override
    public String what() {
        return "text: kontor:// addresses, names, paths and their percent-encoding, ids, networks";
    }

    @Override
    public List<byte[]> seeds() {
        String id = "aqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqca";
        return Stream.of(
                        "0kontor://acme-inc/invoices/2026/07/INV-1.xml",
                        "0KONTOR://Acme.example/invoices/f%C3%BCr%20K%C3%A4ufer.xml",
                        "1invoices-2026",
                        "2acme.example",
                        "32026/07/INV-1 für Käufer.xml",
                        "42026/07/INV-1%20f%C3%BCr.xml",
                        "5" + id,
                        "6" + "0f".repeat(32),
                        "7" + "0f".repeat(16),
                        "8192.0.2.0/24",
                        "82001:db8:0:0:0:0:0:0/32")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public boolean accepts(byte[] input) {
        Script script = new Script(input);
        int kind = (script.small() - '0' + KINDS * 256) % KINDS;
        String text = new String(script.rest(), StandardCharsets.UTF_8);
        return FuzzTarget.unlessRefused(MalformedException.class, () -> read(kind, text));
    }

    private static void read(int kind, String text) {
        switch (kind) {
            case 0 -> requireOneSpelling(KontorAddress.parse(text));
            case 1 -> assertEquals(text, NamespaceName.parse(text).toString());
            case 2 ->
                assertEquals(
                        SiteName.parse(text),
                        SiteName.parse(SiteName.parse(text).text()));
            case 3 -> requireOneSpelling(EntryPath.parse(text));
            case 4 -> requireOneSpelling(EntryPath.parseUri(text));
            case 5 -> assertEquals(text, SiteId.parse(text).toString());
            case 6 -> assertEquals(text, SnapshotId.parse(text).toString());
            case 7 -> assertEquals(text, GrantId.parse(text).toString());
            default -> assertEquals(text, Cidr.parse(text).toString());
        }
    }

    private static void requireOneSpelling(KontorAddress address) {
        assertEquals(address, KontorAddress.parse(address.toString()));
        requireOneSpelling(address.path());
    }

    private static void requireOneSpelling(EntryPath path) {
        assertEquals(path, EntryPath.parse(path.text()));
        assertEquals(path, EntryPath.parseUri(path.toUri()));
        assertEquals(Bytes.utf8(path.text()).size() <= EntryPath.MAX_BYTES, true);
    }
}
