/// Frames on a Netty channel: the pipeline behind TLS that both ends of the data port share. [Link] sends frames,
/// [LinkListener] hears them; content bytes go straight from the TLS buffer to where they belong. Knows the frames but
/// not what they mean; may not depend on Quarkus, Vert.x or a database.
@NullMarked
package dev.kontor.transfer.link;

import org.jspecify.annotations.NullMarked;
