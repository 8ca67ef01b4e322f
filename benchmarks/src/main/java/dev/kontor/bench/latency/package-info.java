/// How long a reader waits for a small document: from the source itself, from its own gateway, and through both sites.
/// The main type is [Latency].
/// Other scenarios may not depend on it.
@NullMarked
package dev.kontor.bench.latency;

import org.jspecify.annotations.NullMarked;
