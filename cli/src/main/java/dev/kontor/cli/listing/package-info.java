/// What a namespace, or a folder of it, holds: the gateway's listing as values.
/// The main type is [dev.kontor.cli.listing.Listing].
/// The package asks the gateway and knows no command; paths are checked here, so that nothing later has to distrust
/// them.
@NullMarked
package dev.kontor.cli.listing;

import org.jspecify.annotations.NullMarked;
