/// The address book that partners keep for each other: what each tells the other, and whom that makes an acquaintance.
/// [Exchange][dev.kontor.discovery.book.Exchange] asks partners, [BookResource][dev.kontor.discovery.book.BookResource]
/// answers them. It depends on `directory`, where what was learned is kept, and on `dht`; neither depends on it.
@NullMarked
package dev.kontor.discovery.book;

import org.jspecify.annotations.NullMarked;
