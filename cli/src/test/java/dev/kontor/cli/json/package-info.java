/// Tests of the package of the same name.
/// There is no main type.
/// Nothing here touches the network.
@NullMarked
package dev.kontor.cli.json;

import org.jspecify.annotations.NullMarked;
