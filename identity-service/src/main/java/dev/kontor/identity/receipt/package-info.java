/// The receipts of what was exchanged, with the other side's countersignature. [ReceiptResource] takes them from
/// transfer-service once they are checked by [ReceiptCheck], and shows them to admins. It asks the package `partner`
/// for other sites' keys.
@NullMarked
package dev.kontor.identity.receipt;

import org.jspecify.annotations.NullMarked;
