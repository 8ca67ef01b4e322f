/// What LAN clients see: entries, listings and archives of the latest snapshot, as stock HTTP clients expect them.
/// [ContentRoute] receives, [Replies] decides status, headers and body, [BodyWriter] streams pieces with
/// back-pressure. Every byte is verified before it is sent; nothing of a body is collected in memory.
@NullMarked
package dev.kontor.transfer.content;

import org.jspecify.annotations.NullMarked;
