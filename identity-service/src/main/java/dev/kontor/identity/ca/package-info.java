/// The site's certificate authority, which gives the site's own services short-lived P-256 certificates. The main
/// types are [CertificateAuthority], which makes and signs certificates, and [EnrolmentPolicy], which says who may
/// have which names. Bouncy Castle's lightweight API is used throughout and no security provider is installed.
@NullMarked
package dev.kontor.identity.ca;

import org.jspecify.annotations.NullMarked;
