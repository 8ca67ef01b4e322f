/// Decides when a namespace is polled next, after success and after failure.
/// Main type: [dev.kontor.connector.schedule.PollPlan].
/// Pure: no clock, thread, framework or randomness of its own.
@NullMarked
package dev.kontor.connector.schedule;

import org.jspecify.annotations.NullMarked;
