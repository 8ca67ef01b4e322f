/// How soon a reader on the LAN has its first byte: of what is held, and of a large file that is on its way.
/// The main type is [FirstByte].
/// Other scenarios may not depend on it.
@NullMarked
package dev.kontor.bench.firstbyte;

import org.jspecify.annotations.NullMarked;
