/// What services tell each other: the names and the JSON bodies of events, and the view of whom we trust.
/// [EventTypes] and [TrustView] are the doors. Plain records whose JSON is made elsewhere: ids and byte strings are
/// strings, times ISO-8601. Depends on `bytes`, `id`, `sign` and `grant`.
@NullMarked
package dev.kontor.wire.event;

import org.jspecify.annotations.NullMarked;
