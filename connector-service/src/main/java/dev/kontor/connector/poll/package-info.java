/// Runs polls: when they are due or asked for, on virtual threads, with their history kept.
/// Main type: [dev.kontor.connector.poll.Poller]; the decision when is in `schedule`.
/// May not depend on the REST resources.
@NullMarked
package dev.kontor.connector.poll;

import org.jspecify.annotations.NullMarked;
