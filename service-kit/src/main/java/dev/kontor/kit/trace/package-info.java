/// How a trace goes on where no framework carries it: [dev.kontor.kit.trace.Trace] is its text, for events and frames;
/// [dev.kontor.kit.trace.Spans] is for work on threads of our own. Knows no other package of the kit.
@NullMarked
package dev.kontor.kit.trace;

import org.jspecify.annotations.NullMarked;
