/// What systems and people on the LAN ask for: `/sites/{name}/{namespace}[/{path}]`. [LanApi] installs the routes;
/// [LanTarget] reads a path, [NameResolution] finds whom a name means, and the bytes come from transfer-service or
/// from the partner, never from here. It may not depend on the admin API or on pages for people.
@NullMarked
package dev.kontor.gateway.lan;

import org.jspecify.annotations.NullMarked;
