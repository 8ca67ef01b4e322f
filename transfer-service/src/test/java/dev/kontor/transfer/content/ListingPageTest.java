package dev.kontor.transfer.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListingPageTest {
    @Test
    void escapesWhatComesFromTheSnapshot() {
        Listing.Item evil = new Listing.Item("<script>'\"&", "x\"onclick=", "text/<b>", 1, null, null, null);
        String page = ListingPage.of(
                new Listing("invoices", "a<b", "00", 1, Instant.EPOCH, List.of(evil), "?after=\">"), "\"/");
        assertFalse(page.contains("<script>"));
        assertFalse(page.contains("\"onclick"));
        assertFalse(page.contains("text/<b>"));
        assertTrue(page.contains("&lt;script&gt;&#39;&quot;&amp;"));
        assertTrue(page.contains("invoices/a&lt;b"));
    }

    @Test
    void linksWorkWithAndWithoutASlashAtTheEnd() {
        Listing.Item item = new Listing.Item("b.xml", "b.xml", "application/xml", 1, null, null, null);
        Listing listing = new Listing("invoices", "a", "00", 1, Instant.EPOCH, List.of(item), null);
        assertEquals(1, ListingPage.of(listing, "").split("href=\"b.xml\"", -1).length - 1);
        assertEquals(1, ListingPage.of(listing, "./a/").split("href=\"./a/b.xml\"", -1).length - 1);
    }
}
