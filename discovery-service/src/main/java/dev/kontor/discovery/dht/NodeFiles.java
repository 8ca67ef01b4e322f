package dev.kontor.discovery.dht;

import dev.kontor.discovery.message.Protocol;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.sign.VerifyKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/// What a node keeps over a restart: its key (`node.key`, 32 bytes, a secret of this node alone) and the contacts
/// of its routing table (`contacts.cbor`, an array of `key || ip || port`). Blocks.
final class NodeFiles {
    /// Our choice: more than a full table of a network of a million nodes.
    private static final int CONTACTS = 2_000;

    private static final int COMPACT = Protocol.KEY_BYTES + 18;

    private final AtomicFile key;
    private final AtomicFile contacts;

    NodeFiles(Path directory) {
        this.key = new AtomicFile(directory.resolve("node.key"));
        this.contacts = new AtomicFile(directory.resolve("contacts.cbor"));
    }

    /// The node's key; a new one the first time.
    SigningKey key(SecureRandom random) throws IOException {
        Optional<Bytes> seed = key.read();
        if (seed.isEmpty()) {
            SigningKey fresh = SigningKey.generate(random);
            key.write(fresh.seed());
            return fresh;
        }
        if (seed.get().size() != Key.BYTES) {
            throw new IOException(key.path() + " has " + seed.get().size()
                    + " bytes, but a node's key has 32; remove the file to become a new node");
        }
        return SigningKey.fromSeed(seed.get());
    }

    /// The contacts of the last run; none when there was none or its file is damaged.
    List<Contact> contacts() throws IOException {
        Optional<Bytes> saved = contacts.read();
        try {
            return saved.isEmpty()
                    ? List.of()
                    : CborReader.decode(saved.get(), all -> all.readList(CONTACTS, NodeFiles::contact));
        } catch (MalformedException _) {
            return List.of();
        }
    }

    void save(List<Contact> all) throws IOException {
        List<Contact> bounded = all.subList(0, Math.min(all.size(), CONTACTS));
        contacts.write(new CborWriter()
                .array(
                        bounded,
                        (out, contact) -> out.bytes(Bytes.concat(
                                contact.key().raw(), contact.address().compact())))
                .toBytes());
    }

    private static Contact contact(CborReader in) {
        Bytes compact = in.readBytes(COMPACT);
        if (compact.size() <= Protocol.KEY_BYTES) {
            throw in.malformed("a contact without an address");
        }
        VerifyKey key = new VerifyKey(compact.slice(0, Protocol.KEY_BYTES));
        Bytes address = compact.slice(Protocol.KEY_BYTES, compact.size() - Protocol.KEY_BYTES);
        return Contact.of(key, NodeAddress.ofCompact(address));
    }
}
