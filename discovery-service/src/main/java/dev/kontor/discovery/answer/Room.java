package dev.kontor.discovery.answer;

import dev.kontor.discovery.message.Answer;
import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.message.PacketCodec;
import dev.kontor.discovery.message.Protocol;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.store.KeptRecord;
import dev.kontor.wire.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;

/// The space that a `found` reply may take. Records come first, because they are what was asked for; contacts, nearest
/// first, take what is left.
final class Room {
    /// Heads of the two arrays with their map keys, and the mark for more.
    private static final int HEADS = 8;
    /// Head of a byte string of at most 65,535 bytes.
    private static final int STRING_HEAD = 3;
    /// Less than three contacts are no answer.
    private static final int LEAST = 3 * (Protocol.KEY_BYTES + 6 + STRING_HEAD);

    private final int empty;
    private final int budget;

    Room(Packet.Reply blank, boolean signed, int budget) {
        this.empty = PacketCodec.size(blank, signed) + HEADS;
        this.budget = budget;
    }

    boolean isTooSmall() {
        return budget - empty < LEAST;
    }

    Answer.Found fill(List<KeptRecord> records, List<Contact> contacts) {
        List<Bytes> fitting = new ArrayList<>();
        int used = empty;
        for (KeptRecord record : records) {
            int needed = record.signed().size() + STRING_HEAD;
            if (used + needed > Math.min(budget, Protocol.MAX_DATAGRAM)) {
                break;
            }
            fitting.add(record.signed());
            used += needed;
        }
        int full = fitting.isEmpty() ? Protocol.FULL_DATAGRAM : Protocol.MAX_DATAGRAM;
        boolean more = fitting.size() < records.size();
        return new Answer.Found(fitting(contacts, Math.min(budget, full) - used), fitting, more);
    }

    private static List<Contact> fitting(List<Contact> contacts, int space) {
        List<Contact> fitting = new ArrayList<>();
        int left = space;
        for (Contact contact : contacts) {
            left -= Protocol.KEY_BYTES + contact.address().ip().size() + 2 + STRING_HEAD;
            if (left < 0) {
                break;
            }
            fitting.add(contact);
        }
        return fitting;
    }
}
