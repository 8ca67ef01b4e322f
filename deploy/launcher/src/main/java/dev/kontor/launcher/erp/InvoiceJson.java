package dev.kontor.launcher.erp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Invoices as JSON: one whole, or a page of the list.
final class InvoiceJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private InvoiceJson() {}

    /// One line of the list.
    ///
    /// @param version changes whenever the invoice does
    record Listed(Invoice invoice, String version) {}

    static String document(Invoice invoice) {
        ObjectNode json = JSON.createObjectNode()
                .put("id", invoice.id())
                .put("issued", invoice.issued().toString())
                .put("due", invoice.due().toString())
                .put("order", invoice.orderReference())
                .put("currency", Invoice.CURRENCY);
        json.set("supplier", JSON.valueToTree(invoice.supplier()));
        json.set("customer", JSON.valueToTree(invoice.customer()));
        ArrayNode lines = json.putArray("lines");
        invoice.lines()
                .forEach(line -> lines.addObject()
                        .put("number", line.number())
                        .put("item", line.item())
                        .put("article", line.article())
                        .put("quantity", line.quantity())
                        .put("unit", line.unit())
                        .put("price", line.price())
                        .put("vatPercent", line.vatPercent())
                        .put("net", line.net()));
        json.put("net", invoice.net()).put("tax", invoice.tax()).put("payable", invoice.payable());
        return text(json);
    }

    static String page(List<Listed> listed, int total) {
        ObjectNode json = JSON.createObjectNode().put("total", total);
        ArrayNode invoices = json.putArray("invoices");
        listed.forEach(each -> invoices.addObject()
                .put("id", each.invoice().id())
                .put("href", "/invoices/" + each.invoice().id())
                .put("issued", each.invoice().issued().toString())
                .put("customer", each.invoice().customer().name())
                .put("payable", each.invoice().payable())
                .put("version", each.version()));
        return text(json);
    }

    private static String text(ObjectNode json) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an invoice is not JSON", impossible);
        }
    }
}
