/// A service's own copy of whom the site trusts and what it grants, so that the data path asks nobody.
/// [dev.kontor.kit.trust.TrustProjection] is pulled from identity-service and fails closed when it cannot be confirmed.
/// Active only where `kontor.trust.projection=true` at build time: gateway-, transfer- and discovery-service.
@NullMarked
package dev.kontor.kit.trust;

import org.jspecify.annotations.NullMarked;
