package dev.kontor.discovery.store;

/// For whom a node keeps records, and how many.
///
/// @param strangers whether records of publishers that nobody vouches for are kept while there is room
/// @param records in all
public record Policy(boolean strangers, int records) {
    /// Our choice: about 25 MB of records.
    public static final Policy DEFAULT = new Policy(true, 20_000);

    public Policy {
        if (records < 1) {
            throw new IllegalArgumentException("a node keeps at least one record, not " + records);
        }
    }
}
