package dev.kontor.transfer.ledger;

/// How far a transfer is. What we receive goes through all states; what we send is known to us by its receipt and
/// begins as COUNTERSIGNED.
///
/// ```
/// FETCHING ──all pieces and the snapshot durable──▶ STORED ──signed──▶ RECEIPTED ──exchanged──▶ COUNTERSIGNED
///   ▲ │ └──refused, replaced, given up, cancelled──▶ FAILED (asked for again: FETCHING)
///   │ └──somebody pauses it──▶ PAUSED
///   └────────resumes it───────────┘
/// ```
public enum TransferState {
    FETCHING,
    PAUSED,
    STORED,
    RECEIPTED,
    COUNTERSIGNED,
    FAILED
}
