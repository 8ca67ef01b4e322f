package dev.kontor.wire.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.wire.bytes.MalformedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @Test
    void readsNameNamespaceAndPath() {
        KontorAddress address = KontorAddress.parse("kontor://Acme.Example/invoices/2026/K%C3%A4ufer%201.xml");
        assertEquals(new SiteName("acme.example"), address.site());
        assertEquals(new NamespaceName("invoices"), address.namespace());
        assertEquals("2026/Käufer 1.xml", address.path().text());
        assertEquals("kontor://acme.example/invoices/2026/K%C3%A4ufer%201.xml", address.toString());
        assertEquals(KontorAddress.of("acme-inc", "invoices"), KontorAddress.parse("kontor://acme-inc/invoices"));
        assertEquals(KontorAddress.of("acme-inc", "invoices"), KontorAddress.parse("KONTOR://acme-inc/invoices/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "kontor:",
                "kontor://",
                "kontor:///invoices",
                "kontor://acme",
                "kontor://acme/",
                "http://acme/invoices",
                "kontor://acme/Invoices",
                "kontor://acme/-a",
                "kontor://acme/a_b",
                "kontor://user@acme/invoices",
                "kontor://acme:80/invoices",
                "kontor://acme/invoices?x=1",
                "kontor://acme/invoices/a?x=1",
                "kontor://acme/invoices/a#b",
                "kontor://acme/invoices//a",
                "kontor://acme/invoices/a/",
                "kontor://acme/invoices/..",
                "kontor://acme/invoices/%2e%2e/a",
                "kontor://acme/invoices/a%2fb",
                "kontor://acme/invoices/a%2Fb",
                "kontor://acme/invoices/a%00",
                "kontor://acme/invoices/a%0d%0a",
                "kontor://acme/invoices/a%5cb",
                "kontor://acme/invoices/%zz",
                "kontor://acme/invoices/%2",
                "kontor://acme/invoices/%ff",
                "kontor://acme/invoices/%ed%a0%80",
                "kontor://acme/invoices/%c0%ae",
                "kontor://acme/invoices/a b",
                "kontor://acme/invoices/ä",
                "kontor://acme..b/invoices",
                "kontor://acme-/invoices",
                "kontor://acmé/invoices",
                "kontor://\u0130acme/invoices"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThrows(MalformedException.class, () -> KontorAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/../b", ".", "..", "/a", "a/", "a//b", "a\\b", "a\u0000", "a\n", "a\u007f", "\ud800"})
    void refusesWhatIsNoPath(String text) {
        assertThrows(MalformedException.class, () -> EntryPath.parse(text));
        assertThrows(IllegalArgumentException.class, () -> new EntryPath(text));
    }

    @Test
    void boundsLengths() {
        assertEquals(1024, EntryPath.parse("a".repeat(1024)).text().length());
        assertThrows(MalformedException.class, () -> EntryPath.parse("a".repeat(1025)));
        assertThrows(MalformedException.class, () -> EntryPath.parse("ä".repeat(513)));
        assertThrows(MalformedException.class, () -> NamespaceName.parse("a".repeat(64)));
        assertThrows(MalformedException.class, () -> SiteName.parse("a.".repeat(127) + "a"));
        assertThrows(MalformedException.class, () -> KontorAddress.parse("kontor://a/b/" + "a".repeat(5000)));
        assertThrows(MalformedException.class, () -> EntryPath.parseUri("a".repeat(4000)));
    }

    @Test
    void readsEveryPathBackFromItsUri() {
        Generator.check(2000, generator -> {
            String text = generator.text(40);
            try {
                EntryPath path = EntryPath.parse(text);
                assertEquals(path, EntryPath.parseUri(path.toUri()));
                KontorAddress address = new KontorAddress(new SiteName("a"), new NamespaceName("b"), path);
                assertEquals(address, KontorAddress.parse(address.toString()));
            } catch (MalformedException notAPath) {
                assertThrows(IllegalArgumentException.class, () -> new EntryPath(text));
            }
        });
    }

    @Test
    void throwsNothingButMalformedOnNoise() {
        Generator.check(5000, generator -> {
            String noise = (generator.chance(0.5) ? "kontor://a/b/" : "")
                    + generator.text(30)
                    + generator.pick(List.of("%", "%2", "%41", "/", ""));
            try {
                KontorAddress address = KontorAddress.parse(noise);
                assertEquals(address, KontorAddress.parse(address.toString()));
            } catch (MalformedException refused) {
                assertTrue(refused.offset() >= 0);
            }
        });
    }

    @Test
    void knowsWhatLiesBelow() {
        EntryPath july = EntryPath.parse("2026/07");
        assertTrue(EntryPath.parse("2026/07/a").within(july));
        assertTrue(july.within(july));
        assertTrue(july.within(EntryPath.ROOT));
        assertFalse(EntryPath.parse("2026/070").within(july));
        assertFalse(EntryPath.ROOT.within(july));
        assertEquals(List.of("2026", "07"), july.segments());
        assertEquals(List.of(), EntryPath.ROOT.segments());
    }

    @Test
    void ordersPathsByTheirBytesNotTheirChars() {
        EntryPath emoji = EntryPath.parse("\ud83d\ude00");
        EntryPath privateUse = EntryPath.parse("\uf8ff");
        assertTrue(privateUse.compareTo(emoji) < 0);
        assertTrue(privateUse.text().compareTo(emoji.text()) > 0);
    }
}
