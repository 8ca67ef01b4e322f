package dev.kontor.discovery.dht;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.sign.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeFilesTest {
    private final SecureRandom random = new SecureRandom();

    @Test
    void keepsTheKeyOverARestartForTheOwnerOnly(@TempDir Path directory) throws IOException {
        SigningKey first = new NodeFiles(directory).key(random);
        assertEquals(first.verifyKey(), new NodeFiles(directory).key(random).verifyKey());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("node.key"))));
    }

    @Test
    void refusesADamagedKeyAndSaysWhatToDo(@TempDir Path directory) throws IOException {
        Files.write(directory.resolve("node.key"), new byte[31]);
        IOException refused = assertThrows(IOException.class, () -> new NodeFiles(directory).key(random));
        assertTrue(String.valueOf(refused.getMessage()).contains("remove the file"), refused.getMessage());
    }

    @Test
    void keepsTheContactsOverARestart(@TempDir Path directory) throws IOException {
        List<Contact> contacts = List.of(contact(new byte[4], 1), contact(new byte[16], 65_535));
        new NodeFiles(directory).save(contacts);
        assertEquals(contacts, new NodeFiles(directory).contacts());
    }

    private Contact contact(byte[] ip, int port) {
        return Contact.of(SigningKey.generate(random).verifyKey(), new NodeAddress(Bytes.of(ip), port));
    }

    @Test
    void startsWithoutContactsWhenTheirFileIsMissingOrDamaged(@TempDir Path directory) throws IOException {
        assertEquals(List.of(), new NodeFiles(directory).contacts());
        Files.write(directory.resolve("contacts.cbor"), new byte[] {1, 2, 3});
        assertEquals(List.of(), new NodeFiles(directory).contacts());
    }
}
