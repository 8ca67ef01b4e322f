/// Whether a node goes on answering honest peers while somebody pours rubbish over it.
/// The main type is [Flood][dev.kontor.discovery.bench.flood.Flood].
/// It depends on `rig` and `report`.
@NullMarked
package dev.kontor.discovery.bench.flood;

import org.jspecify.annotations.NullMarked;
