/// The admin API: one address for the admin APIs of all services. [AdminApi] installs the route; [PolicyTable] says
/// which service answers a path and which roles may ask; [Invitations] turns a name into the descriptor that
/// identity-service wants. It holds no state and decides nothing that a service decides.
@NullMarked
package dev.kontor.gateway.admin;

import org.jspecify.annotations.NullMarked;
