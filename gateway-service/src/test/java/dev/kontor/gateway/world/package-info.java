/// The gateway's neighbours in tests, speaking real HTTP: the site's other services, an OIDC provider, and a
/// partner that is this very gateway. [World] starts them before Quarkus; [FakeServices] is told what to answer. It
/// holds no test.
@NullMarked
package dev.kontor.gateway.world;

import org.jspecify.annotations.NullMarked;
