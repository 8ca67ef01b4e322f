/// The one public port: accepts connections, reads the server name from the first flight, and routes by it. The door is
/// [EdgePort]; a connection for the control API is terminated in this process, one for the data port is spliced through
/// as it is, everything else gets a TLS alert. It runs on the Vert.x event loops and may not depend on any HTTP of
/// ours.
@NullMarked
package dev.kontor.gateway.edge;

import org.jspecify.annotations.NullMarked;
