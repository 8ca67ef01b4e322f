package dev.kontor.wire.grant;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A limit on a grant: one pair of the map in its key 8. All of a grant's constraints must hold.
public sealed interface Constraint {
    int MAX_TEXT = 1024;
    int MAX_UNKNOWN = 1024;

    /// The constraint's number on the wire.
    long key();

    /// Key 0: not before this time.
    record NotBefore(Instant time) implements Constraint {
        public NotBefore {
            time = time.truncatedTo(ChronoUnit.SECONDS);
        }

        @Override
        public long key() {
            return 0;
        }
    }

    /// Key 1: until this time, which is outside.
    record NotAfter(Instant time) implements Constraint {
        public NotAfter {
            time = time.truncatedTo(ChronoUnit.SECONDS);
        }

        @Override
        public long key() {
            return 1;
        }
    }

    /// Key 2: so many bytes in all.
    record Bytecount(long bytes) implements Constraint {
        public Bytecount {
            requirePositive(bytes);
        }

        @Override
        public long key() {
            return 2;
        }
    }

    /// Key 3: so many uses in all.
    record Count(long uses) implements Constraint {
        public Count {
            requirePositive(uses);
        }

        @Override
        public long key() {
            return 3;
        }
    }

    /// Key 4: from this network only, in CIDR notation.
    record Network(Cidr cidr) implements Constraint {
        @Override
        public long key() {
            return 4;
        }
    }

    /// Key 5: the least time between two polls that the issuer offers, in seconds.
    record PollInterval(Duration interval) implements Constraint {
        public PollInterval {
            interval = interval.truncatedTo(ChronoUnit.SECONDS);
            requirePositive(interval.toSeconds());
        }

        @Override
        public long key() {
            return 5;
        }
    }

    /// Key 6: what the data may be used for; a statement to people that denies nothing by itself.
    record Purpose(String text) implements Constraint {
        public Purpose {
            if (text.isEmpty() || Bytes.utf8(text).size() > MAX_TEXT) {
                throw new IllegalArgumentException("a purpose has 1 to 1024 bytes");
            }
        }

        @Override
        public long key() {
            return 6;
        }
    }

    /// Any other key: kept as it is, and denies.
    ///
    /// @param value the encoded CBOR item
    record Unknown(long key, Bytes value) implements Constraint {
        public Unknown {
            if (key <= 6 || value.size() > MAX_UNKNOWN) {
                throw new IllegalArgumentException("no unknown constraint: " + key);
            }
            CborReader.decode(value, CborReader::readItem);
        }
    }

    /// Reads a pair of key and value.
    static Constraint read(CborReader reader) {
        long key = reader.readUint();
        if (key > 6) {
            return new Unknown(key, reader.readItem());
        }
        return switch ((int) key) {
            case 0 -> new NotBefore(reader.readInstant());
            case 1 -> new NotAfter(reader.readInstant());
            case 2 -> new Bytecount(reader.readUint());
            case 3 -> new Count(reader.readUint());
            case 4 -> new Network(Cidr.parse(reader.readText(Cidr.MAX_TEXT)));
            case 5 -> new PollInterval(Duration.ofSeconds(reader.readUint(Integer.MAX_VALUE)));
            default -> new Purpose(reader.readText(MAX_TEXT));
        };
    }

    default void write(CborWriter writer) {
        writer.key(key());
        switch (this) {
            case NotBefore from -> writer.instant(from.time);
            case NotAfter until -> writer.instant(until.time);
            case Bytecount limit -> writer.uint(limit.bytes);
            case Count limit -> writer.uint(limit.uses);
            case Network network -> writer.text(network.cidr.toString());
            case PollInterval poll -> writer.uint(poll.interval.toSeconds());
            case Purpose purpose -> writer.text(purpose.text);
            case Unknown unknown -> writer.raw(unknown.value);
        }
    }

    private static void requirePositive(long value) {
        if (value < 1) {
            throw new IllegalArgumentException("a limit is at least 1");
        }
    }
}
