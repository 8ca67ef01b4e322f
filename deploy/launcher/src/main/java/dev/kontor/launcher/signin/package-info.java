/// Sign-in: Keycloak as a supervised process, unpacked and built once, with one realm for each site, and bearer tokens
/// from whatever OIDC provider a site has.
/// The main types are [KeycloakDistribution], [KeycloakServer] and [TokenEndpoint].
/// Depends on the process and failure packages alone.
@NullMarked
package dev.kontor.launcher.signin;

import org.jspecify.annotations.NullMarked;
