/// What partners may have of us, decided from our own copy of the trust view, for every question and every piece.
/// [OwnShelf] answers the data port; [Access] is the decision. Everything unknown, unconfirmed or not understood is
/// refused.
@NullMarked
package dev.kontor.transfer.shelf;

import org.jspecify.annotations.NullMarked;
