/// Partners: invite, accept, approve, reject, revoke, list.
/// The main type is [dev.kontor.cli.partner.Partner], the command that groups the others.
/// The package asks the gateway only and depends on no other command.
@NullMarked
package dev.kontor.cli.partner;

import org.jspecify.annotations.NullMarked;
