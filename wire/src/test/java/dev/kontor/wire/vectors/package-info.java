/// Golden vectors under docs/spec/vectors: what other implementations are checked against, checked against this one.
/// [VectorFile] reads them; run with `-Dkontor.vectors.write=true` to write them anew after a wanted change.
/// Depends on everything in the module.
@NullMarked
package dev.kontor.wire.vectors;

import org.jspecify.annotations.NullMarked;
