/// What admins see: transfers and snapshots. [TransferResource] answers the gateway, which has authorised the
/// person who asks, and [TransferEvents] tells who listens.
@NullMarked
package dev.kontor.transfer.admin;

import org.jspecify.annotations.NullMarked;
