/// The service's configuration, typed and checked once. [Settings] is what `kontor.transfer.*` says. Depends on
/// nothing of this service.
@NullMarked
package dev.kontor.transfer.settings;

import org.jspecify.annotations.NullMarked;
