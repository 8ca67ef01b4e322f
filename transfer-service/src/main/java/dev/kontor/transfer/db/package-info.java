/// How straight-line code on virtual threads talks to the reactive database. [Transactions] runs a unit of work and
/// waits for it. Knows no table.
@NullMarked
package dev.kontor.transfer.db;

import org.jspecify.annotations.NullMarked;
