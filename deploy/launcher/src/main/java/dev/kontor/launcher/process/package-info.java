/// Starts child processes, sees them become ready, restarts what crashes and stops them in order; and recognises, from
/// another shell or after a crash, processes that were started before.
/// The main type is [Supervisor]; the decision when to restart is the pure [RestartPolicy].
/// Knows nothing of what the processes are; depends on nothing else of the launcher but its failures.
@NullMarked
package dev.kontor.launcher.process;

import org.jspecify.annotations.NullMarked;
