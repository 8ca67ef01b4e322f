/// What every request at the LAN port passes first: path tricks, cross-site writes, rate limits, security headers.
/// [Door] installs it all in front of every route. The checks are pure and stand in their own types; they may
/// depend on no API of ours.
@NullMarked
package dev.kontor.gateway.door;

import org.jspecify.annotations.NullMarked;
