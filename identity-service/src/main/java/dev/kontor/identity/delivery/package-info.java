/// Delivers signed messages to partners' sites, from a durable queue with retries. [Courier] works the queue off,
/// [Letter] is what waits in it. It does not know what the messages say.
@NullMarked
package dev.kontor.identity.delivery;

import org.jspecify.annotations.NullMarked;
