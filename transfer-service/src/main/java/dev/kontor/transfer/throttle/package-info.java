/// How fast bytes may move: schedules that people write, and the token bucket that holds to them. [Throttle]
/// is what everything that moves asks; [Schedule] is what it holds to. Pure: knows no clock, thread, session
/// or database.
@NullMarked
package dev.kontor.transfer.throttle;

import org.jspecify.annotations.NullMarked;
