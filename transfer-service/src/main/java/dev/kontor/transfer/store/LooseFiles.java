package dev.kontor.transfer.store;

import dev.kontor.wire.content.PieceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a store held before there were packs: one file a piece, `pieces/<first byte of the id>/<id>`. Moved into packs
/// when the store is opened; a start that is interrupted goes on with the next.
final class LooseFiles {
    private LooseFiles() {}

    static void moveInto(PieceStore store, Path root) throws IOException {
        Path pieces = root.resolve("pieces");
        if (Files.isDirectory(pieces)) {
            try (DirectoryStream<Path> shards = Files.newDirectoryStream(pieces)) {
                for (Path shard : shards) {
                    moveShard(store, shard);
                }
            }
            Files.delete(pieces);
        }
    }

    private static void moveShard(PieceStore store, Path shard) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(shard)) {
            folder.forEach(files::add);
        }
        List<StagedPiece> staged = new ArrayList<>();
        for (Path file : files) {
            byte[] ciphertext = Files.readAllBytes(file);
            PieceId id = PieceId.parse(String.valueOf(file.getFileName()));
            if (ciphertext.length > 0 && PieceId.of(ciphertext).equals(id)) {
                staged.add(store.stage(id, ByteBuffer.wrap(ciphertext)));
            }
        }
        store.commit(staged);
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(shard);
    }
}
