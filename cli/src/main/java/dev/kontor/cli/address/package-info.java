/// What people type, turned into values: addresses, spans of time, moments.
/// The main type is [dev.kontor.cli.address.Target], what an address points at.
/// Mistakes become usage failures that say what would be right; the package depends on `exit` only.
@NullMarked
package dev.kontor.cli.address;

import org.jspecify.annotations.NullMarked;
