/// The site's private keys and the organisation's log, encrypted at rest in one file. The main type is [Keystore],
/// which opens the file or makes it at the first start; [SiteKeys] is what is inside. It knows files and ciphers, but
/// no framework, database or network.
@NullMarked
package dev.kontor.identity.keys;

import org.jspecify.annotations.NullMarked;
