/// What is shared: our own namespaces with their modes, and what each partner shares with us. [OwnNamespaces]
/// follows connector-service, [PartnerCatalogues] asks partners' gateways and remembers their answers for a while.
/// A [Catalogue] is also what `GET /catalogue` between sites answers.
@NullMarked
package dev.kontor.gateway.catalogue;

import org.jspecify.annotations.NullMarked;
