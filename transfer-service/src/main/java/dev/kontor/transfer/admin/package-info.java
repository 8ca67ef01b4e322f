/// What admins see: transfers and snapshots. [TransferResource] answers the gateway, which has authorised the person
/// who asks. Changes nothing.
@NullMarked
package dev.kontor.transfer.admin;

import org.jspecify.annotations.NullMarked;
