/// The demo's "ERP": an HTTP server with a few hundred invoices in UBL 2.1 XML and JSON, the same on every machine.
/// The main type is [ErpServer]; [InvoiceBook] makes the invoices from a seed.
/// It stands for a system of the user's LAN and knows nothing of Kontor.
@NullMarked
package dev.kontor.launcher.erp;

import org.jspecify.annotations.NullMarked;
