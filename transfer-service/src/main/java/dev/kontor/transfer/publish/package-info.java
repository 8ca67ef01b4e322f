/// Making snapshots of our own: an uploaded stream of entries is cut into pieces, encrypted, stored, indexed and
/// signed. [Publisher] does one publication; [PiecePacker] decides which bytes share a piece and what of the last
/// snapshot stays. Does not know the data port, partners or the LAN API.
@NullMarked
package dev.kontor.transfer.publish;

import org.jspecify.annotations.NullMarked;
