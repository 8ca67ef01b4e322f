/// Grants: who may fetch which of our namespaces.
/// The main type is [dev.kontor.cli.grant.Grant], the command that groups the others.
/// The package asks the gateway only and depends on no other command.
@NullMarked
package dev.kontor.cli.grant;

import org.jspecify.annotations.NullMarked;
