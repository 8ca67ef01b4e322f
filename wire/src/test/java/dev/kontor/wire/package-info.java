/// Tests that concern the whole module, and what its tests share.
/// [Samples] holds one fixed value of each record. Depends on everything in the module.
@NullMarked
package dev.kontor.wire;

import org.jspecify.annotations.NullMarked;
