/// Tests of the public port over real sockets. [Edge] is a port with everything around it, [SpliceTest] pushes
/// megabytes through.
/// They bind free ports only.
@NullMarked
package dev.kontor.gateway.edge;

import org.jspecify.annotations.NullMarked;
