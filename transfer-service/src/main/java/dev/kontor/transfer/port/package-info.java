/// Our data port: accepts partners' connections and serves manifests, pieces and countersignatures. [DataPort]
/// listens, each connection asks a [Shelf] what it may give, and re-asks for every single piece. Knows neither the
/// database nor how trust is kept; may not depend on Quarkus or Vert.x.
@NullMarked
package dev.kontor.transfer.port;

import org.jspecify.annotations.NullMarked;
