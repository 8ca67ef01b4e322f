/// Signs and opens on behalf of the site's other services, each of which may have only its own kinds of records
/// signed. The main types are [IssuerCheck], which refuses payloads that speak for somebody else, and
/// [OwnDescriptors], which keeps what we show of ourselves. The keys themselves stay in the package `site`.
@NullMarked
package dev.kontor.identity.signing;

import org.jspecify.annotations.NullMarked;
