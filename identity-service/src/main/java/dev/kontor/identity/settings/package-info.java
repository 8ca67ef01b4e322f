/// What an operator configures. [Settings] is read once, before Quarkus starts from the process and inside Quarkus
/// from its configuration, and checks itself. It depends on the key store's [dev.kontor.identity.keys.Protection]
/// only.
@NullMarked
package dev.kontor.identity.settings;

import org.jspecify.annotations.NullMarked;
