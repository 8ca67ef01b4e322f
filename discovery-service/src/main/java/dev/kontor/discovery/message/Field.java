package dev.kontor.discovery.message;

import java.util.Optional;

/// The fields of a packet in the order of their map keys, which is the order in which they are written.
enum Field {
    VERSION(0),
    TYPE(1),
    TRANSACTION(2),
    SENDER(3),
    PROVE(4),
    TOKEN(5),
    TARGET(6),
    RECORDS_WANTED(7),
    AFTER(8),
    RECORD(9),
    OBSERVED(10),
    CONTACTS(11),
    RECORDS(12),
    MORE(13),
    REFUSAL(14),
    PADDING(15),
    SIGNATURE(16),
    EXPECTED(17);

    private static final Field[] BY_KEY = values();
    static final int COUNT = BY_KEY.length;

    /// What every request must have, and what it may.
    static final int REQUEST = VERSION.bit() | TYPE.bit() | TRANSACTION.bit();

    static final int ASKER = SENDER.bit() | PROVE.bit() | TOKEN.bit() | PADDING.bit();
    /// What every reply must have, and what it may.
    static final int REPLY = REQUEST | SENDER.bit() | TOKEN.bit() | OBSERVED.bit();

    static final int PROOF = SIGNATURE.bit();

    private final int key;

    Field(int key) {
        this.key = key;
    }

    static Optional<Field> of(long key) {
        return key >= 0 && key < COUNT ? Optional.of(BY_KEY[(int) key]) : Optional.empty();
    }

    int key() {
        return key;
    }

    int bit() {
        return 1 << key;
    }
}
