package dev.kontor.launcher.erp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

final class InvoicesTest {
    private static final InvoiceBook BOOK = new InvoiceBook(1);

    private static Document parse(String xml) throws ParserConfigurationException, IOException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static String basic(Document document, String element) {
        return document.getElementsByTagNameNS(UblInvoice.CBC, element).item(0).getTextContent();
    }

    @Test
    void isTheSameForTheSameSeed() {
        assertEquals(BOOK.invoice(17), new InvoiceBook(1).invoice(17));
        assertFalse(BOOK.invoice(17).equals(new InvoiceBook(2).invoice(17)));
    }

    @Test
    void givesEachInvoiceItsOwnNumber() {
        Set<String> numbers = new HashSet<>();
        IntStream.range(0, 500)
                .forEach(index -> assertTrue(numbers.add(BOOK.invoice(index).id())));
    }

    @Test
    void addsUp() {
        IntStream.range(0, 300).mapToObj(BOOK::invoice).forEach(invoice -> {
            BigDecimal lines = invoice.lines().stream().map(Invoice.Line::net).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertEquals(0, lines.compareTo(invoice.net()));
            assertEquals(0, invoice.net().add(invoice.tax()).compareTo(invoice.payable()));
            assertTrue(invoice.due().isAfter(invoice.issued()));
        });
    }

    @Test
    void writesWellFormedUbl() throws Exception {
        for (int index = 0; index < 100; index++) {
            Invoice invoice = BOOK.invoice(index);
            Document document = parse(UblInvoice.write(invoice));
            assertEquals(UblInvoice.INVOICE, document.getDocumentElement().getNamespaceURI());
            assertEquals(invoice.id(), basic(document, "ID"));
            assertEquals(invoice.payable().toPlainString(), basic(document, "PayableAmount"));
            NodeList lines = document.getElementsByTagNameNS(UblInvoice.CAC, "InvoiceLine");
            assertEquals(invoice.lines().size(), lines.getLength());
        }
    }
}
