/// Who we are: this site and its organisation, made at the first start and opened at every other one. The main type
/// is [OurSite]; it holds the keys and signs with them, and no private key leaves it. It depends on the key store and
/// the certificate authority, not on the database.
@NullMarked
package dev.kontor.identity.site;

import org.jspecify.annotations.NullMarked;
