/// The HTTP doors of connector-service.
/// Main type: [dev.kontor.connector.api.NamespaceResource].
/// May depend on everything in this service; nothing depends on it.
@NullMarked
package dev.kontor.connector.api;

import org.jspecify.annotations.NullMarked;
