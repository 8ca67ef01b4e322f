/// The download of a set of pieces as a pure engine: which are wanted, asked for, here, safe, and from whom.
/// [FetchSession] takes [SessionEvent]s and the time, and answers with [SessionEffect]s for a shell to carry out. May
/// not depend on Netty, Quarkus, a socket, a file, a clock, a logger or any other package of this service.
@NullMarked
package dev.kontor.transfer.session;

import org.jspecify.annotations.NullMarked;
