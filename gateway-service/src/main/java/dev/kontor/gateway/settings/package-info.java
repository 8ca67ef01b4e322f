/// The gateway's configuration, typed. The one type is [GatewaySettings], read once at start.
/// It may depend on no other package of the gateway.
@NullMarked
package dev.kontor.gateway.settings;

import org.jspecify.annotations.NullMarked;
