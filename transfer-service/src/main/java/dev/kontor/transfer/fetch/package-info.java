/// Getting partners' snapshots: ask for the latest, download what is missing, verify, keep, sign for it. [Fetches] is
/// the door: one fetch of a snapshot at a time, however many ask. [TransferRun] is one transfer. Does not know the LAN
/// API.
@NullMarked
package dev.kontor.transfer.fetch;

import org.jspecify.annotations.NullMarked;
