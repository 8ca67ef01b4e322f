package dev.kontor.launcher.erp;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// An invoice as UBL 2.1 XML, in the order of elements that the OASIS schema demands and with the business rules of
/// EN 16931 (PEPPOL BIS Billing 3.0).
final class UblInvoice {
    static final String CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
    static final String CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";
    static final String INVOICE = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
    private static final String CUSTOMIZATION =
            "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";
    private static final String PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";
    private static final String COMMERCIAL_INVOICE = "380";
    private static final String CREDIT_TRANSFER = "30";
    private static final String ACCOUNT = "DE89370400440532013000";

    private final XMLStreamWriter xml;

    private UblInvoice(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static String write(Invoice invoice) {
        var bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            new UblInvoice(xml).document(invoice);
            xml.close();
            return bytes.toString(StandardCharsets.UTF_8);
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("an invoice could not be written to memory", impossible);
        }
    }

    private void document(Invoice invoice) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("", "Invoice", INVOICE);
        xml.writeDefaultNamespace(INVOICE);
        xml.writeNamespace("cac", CAC);
        xml.writeNamespace("cbc", CBC);
        basic("CustomizationID", CUSTOMIZATION);
        basic("ProfileID", PROFILE);
        basic("ID", invoice.id());
        basic("IssueDate", invoice.issued().toString());
        basic("DueDate", invoice.due().toString());
        basic("InvoiceTypeCode", COMMERCIAL_INVOICE);
        basic("DocumentCurrencyCode", Invoice.CURRENCY);
        basic("BuyerReference", invoice.orderReference());
        open("OrderReference");
        basic("ID", invoice.orderReference());
        close();
        party("AccountingSupplierParty", invoice.supplier());
        party("AccountingCustomerParty", invoice.customer());
        payment(invoice);
        taxes(invoice);
        totals(invoice);
        for (Invoice.Line line : invoice.lines()) {
            line(line);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void party(String role, Invoice.Party party) throws XMLStreamException {
        open(role);
        open("Party");
        basic("EndpointID", party.mail(), Map.of("schemeID", "EM"));
        open("PartyName");
        basic("Name", party.name());
        close();
        open("PostalAddress");
        basic("StreetName", party.street());
        basic("CityName", party.city());
        basic("PostalZone", party.postcode());
        open("Country");
        basic("IdentificationCode", party.country());
        close();
        close();
        open("PartyTaxScheme");
        basic("CompanyID", party.vatId());
        taxScheme();
        close();
        open("PartyLegalEntity");
        basic("RegistrationName", party.name());
        close();
        close();
        close();
    }

    private void payment(Invoice invoice) throws XMLStreamException {
        open("PaymentMeans");
        basic("PaymentMeansCode", CREDIT_TRANSFER);
        basic("PaymentID", invoice.id());
        open("PayeeFinancialAccount");
        basic("ID", ACCOUNT);
        close();
        close();
        open("PaymentTerms");
        basic("Note", "Payable without deduction until " + invoice.due());
        close();
    }

    private void taxes(Invoice invoice) throws XMLStreamException {
        open("TaxTotal");
        amount("TaxAmount", invoice.tax());
        for (Invoice.Tax tax : invoice.taxes()) {
            open("TaxSubtotal");
            amount("TaxableAmount", tax.base());
            amount("TaxAmount", tax.amount());
            taxCategory("TaxCategory", tax.percent());
            close();
        }
        close();
    }

    private void totals(Invoice invoice) throws XMLStreamException {
        open("LegalMonetaryTotal");
        amount("LineExtensionAmount", invoice.net());
        amount("TaxExclusiveAmount", invoice.net());
        amount("TaxInclusiveAmount", invoice.payable());
        amount("PayableAmount", invoice.payable());
        close();
    }

    private void line(Invoice.Line line) throws XMLStreamException {
        open("InvoiceLine");
        basic("ID", Integer.toString(line.number()));
        basic("InvoicedQuantity", line.quantity().toPlainString(), Map.of("unitCode", line.unit()));
        amount("LineExtensionAmount", line.net());
        open("Item");
        basic("Name", line.item());
        open("SellersItemIdentification");
        basic("ID", line.article());
        close();
        taxCategory("ClassifiedTaxCategory", line.vatPercent());
        close();
        open("Price");
        amount("PriceAmount", line.price());
        close();
        close();
    }

    private void taxCategory(String element, int percent) throws XMLStreamException {
        open(element);
        basic("ID", "S");
        basic("Percent", Integer.toString(percent));
        taxScheme();
        close();
    }

    private void taxScheme() throws XMLStreamException {
        open("TaxScheme");
        basic("ID", "VAT");
        close();
    }

    private void amount(String element, BigDecimal value) throws XMLStreamException {
        basic(element, value.toPlainString(), Map.of("currencyID", Invoice.CURRENCY));
    }

    private void basic(String element, String text) throws XMLStreamException {
        basic(element, text, Map.of());
    }

    private void basic(String element, String text, Map<String, String> attributes) throws XMLStreamException {
        xml.writeStartElement("cbc", element, CBC);
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            xml.writeAttribute(attribute.getKey(), attribute.getValue());
        }
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private void open(String element) throws XMLStreamException {
        xml.writeStartElement("cac", element, CAC);
    }

    private void close() throws XMLStreamException {
        xml.writeEndElement();
    }
}
