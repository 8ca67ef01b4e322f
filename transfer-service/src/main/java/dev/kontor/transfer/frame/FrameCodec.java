package dev.kontor.transfer.frame;

import static dev.kontor.transfer.frame.FrameLimits.GRANT_ID_BYTES;
import static dev.kontor.transfer.frame.FrameLimits.ID_BYTES;
import static dev.kontor.transfer.frame.FrameLimits.KEY_ID_BYTES;
import static dev.kontor.transfer.frame.FrameLimits.MAX_REASON;
import static dev.kontor.transfer.frame.FrameLimits.MAX_U16;
import static dev.kontor.transfer.frame.FrameLimits.MAX_U32;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import java.nio.ByteBuffer;

/// Bodies of frames: one deterministic CBOR array each, except DATA.
///
/// | offset | bytes | frame |
/// |---|---|---|
/// | 0 | 4 | length of what follows, unsigned, big endian |
/// | 4 | 1 | type |
/// | 5 | 4 | request number, unsigned, big endian |
/// | 9 | – | body: a CBOR array, or for DATA `u16 index`, `u32 offset`, bytes |
public final class FrameCodec {
    private FrameCodec() {}

    /// The whole frame, header included.
    public static Bytes encode(long request, Frame frame) {
        Bytes body = body(frame);
        ByteBuffer whole = ByteBuffer.allocate(FrameLimits.HEADER_BYTES + body.size());
        whole.putInt(FrameLimits.COUNTED_HEADER_BYTES + body.size());
        whole.put((byte) frame.type().code());
        whole.putInt((int) request);
        body.copyTo(whole);
        return Bytes.of(whole.flip());
    }

    static Bytes body(Frame frame) {
        CborWriter out = new CborWriter();
        return switch (frame) {
            case Frame.Chunk chunk -> chunkBody(chunk);
            case Frame.Hello hello -> hello(out, hello);
            case Frame.Ping _, Frame.Pong _ -> out.array(0).toBytes();
            case Frame.Failure(var code, var detail) ->
                out.array(2).uint(code.code()).text(detail).toBytes();
            case Frame.Head(var namespace, var wanted, var known, var room, var trace) ->
                out.array(5)
                        .text(namespace)
                        .bytes(wanted)
                        .bytes(known)
                        .uint(room)
                        .text(trace)
                        .toBytes();
            case Frame.Manifest(var grantId, var manifest, var keyId, var enc, var sealed, var enclosed) ->
                out.array(6)
                        .bytes(grantId)
                        .bytes(manifest)
                        .bytes(keyId)
                        .bytes(enc)
                        .bytes(sealed)
                        .array(enclosed, CborWriter::bytes)
                        .toBytes();
            case Frame.Current(var grantId, var snapshotId) ->
                out.array(2).bytes(grantId).bytes(snapshotId).toBytes();
            case Frame.Fetch fetch -> fetch(out, fetch);
            case Frame.Leaves(var index, var length, var hashes) ->
                out.array(3).uint(index).uint(length).bytes(hashes).toBytes();
            case Frame.Status status -> status(out, status);
            case Frame.Receipt(var signed) -> out.array(1).bytes(signed).toBytes();
            case Frame.Countersignature(var signed) ->
                out.array(1).bytes(signed).toBytes();
            case Frame.Apply(var namespace, var snapshotId, var trace) ->
                out.array(3).text(namespace).bytes(snapshotId).text(trace).toBytes();
            case Frame.Ticket(var signed) -> out.array(1).bytes(signed).toBytes();
            case Frame.Present(var signed) -> out.array(1).bytes(signed).toBytes();
            case Frame.Accepted _ -> out.array(0).toBytes();
        };
    }

    /// Throws [MalformedException] for everything that [#body] would not have written for this type.
    public static Frame decode(FrameType type, Bytes body) {
        if (body.size() > type.maxBody()) {
            throw new MalformedException(0, type + " body longer than " + type.maxBody());
        }
        if (type == FrameType.DATA) {
            return chunk(body);
        }
        CborReader in = new CborReader(body);
        Frame frame = read(type, in);
        in.expectEnd();
        return frame;
    }

    private static Frame read(FrameType type, CborReader in) {
        in.expectArray(fields(type));
        return switch (type) {
            case HELLO -> readHello(in);
            case PING -> new Frame.Ping();
            case PONG -> new Frame.Pong();
            case FAILURE -> new Frame.Failure(readCode(in), in.readText(MAX_REASON));
            case HEAD -> readHead(in);
            case MANIFEST -> readManifest(in);
            case CURRENT -> new Frame.Current(in.readBytesExactly(GRANT_ID_BYTES), in.readBytesExactly(ID_BYTES));
            case FETCH -> readFetch(in);
            case LEAVES -> readLeaves(in);
            case END -> new Frame.End(index(in), in.readUint(MAX_U32));
            case MISSING -> new Frame.Missing(index(in), in.readText(MAX_REASON));
            case DENIED -> new Frame.Denied(index(in), in.readText(MAX_REASON), in.readText(MAX_REASON));
            case BUSY -> new Frame.Busy(index(in), in.readUint(MAX_U32));
            case GONE -> new Frame.Gone(index(in));
            case RECEIPT -> new Frame.Receipt(in.readBytes(FrameLimits.MAX_RECEIPT));
            case COUNTERSIGNATURE -> new Frame.Countersignature(in.readBytes(FrameLimits.MAX_RECEIPT));
            case APPLY ->
                new Frame.Apply(
                        in.readText(FrameLimits.MAX_NAMESPACE),
                        in.readBytesExactly(ID_BYTES),
                        in.readText(FrameLimits.MAX_TRACE));
            case TICKET -> new Frame.Ticket(in.readBytes(FrameLimits.MAX_TICKET));
            case PRESENT -> new Frame.Present(in.readBytes(FrameLimits.MAX_TICKET));
            case ACCEPTED -> new Frame.Accepted();
            case DATA -> throw new IllegalStateException("DATA has no CBOR body");
        };
    }

    private static int fields(FrameType type) {
        return switch (type) {
            case PING, PONG, ACCEPTED -> 0;
            case GONE, RECEIPT, COUNTERSIGNATURE, TICKET, PRESENT -> 1;
            case FAILURE, CURRENT, END, MISSING, BUSY -> 2;
            case LEAVES, DENIED, APPLY -> 3;
            case HELLO, FETCH -> 4;
            case HEAD -> 5;
            case MANIFEST -> 6;
            case DATA -> throw new IllegalStateException("DATA has no CBOR body");
        };
    }

    private static Bytes hello(CborWriter out, Frame.Hello hello) {
        return out.array(4)
                .array(hello.versions(), (writer, version) -> writer.uint(version))
                .text(hello.agent())
                .uint(hello.outstanding())
                .array(hello.features(), (writer, feature) -> writer.uint(feature))
                .toBytes();
    }

    private static Frame readHello(CborReader in) {
        return new Frame.Hello(
                in.readList(FrameLimits.MAX_LIST, FrameCodec::index),
                in.readText(FrameLimits.MAX_AGENT),
                index(in),
                in.readList(FrameLimits.MAX_LIST, FrameCodec::index));
    }

    private static FailureCode readCode(CborReader in) {
        return FailureCode.of(in.readUint()).orElseThrow(() -> in.malformed("unknown failure code"));
    }

    private static Frame readHead(CborReader in) {
        return new Frame.Head(
                in.readText(FrameLimits.MAX_NAMESPACE),
                idOrEmpty(in),
                idOrEmpty(in),
                in.readUint(MAX_U32),
                in.readText(FrameLimits.MAX_TRACE));
    }

    private static Frame readManifest(CborReader in) {
        return new Frame.Manifest(
                in.readBytesExactly(GRANT_ID_BYTES),
                in.readBytes(FrameLimits.MAX_MANIFEST),
                in.readBytesExactly(KEY_ID_BYTES),
                in.readBytes(FrameLimits.MAX_SEALED),
                in.readBytes(FrameLimits.MAX_SEALED),
                in.readList(FrameLimits.MAX_BATCH, reader -> reader.readBytes(FrameLimits.MAX_ROOM)));
    }

    private static Bytes fetch(CborWriter out, Frame.Fetch fetch) {
        return out.array(4)
                .text(fetch.namespace())
                .bytes(fetch.snapshotId())
                .array(
                        fetch.pieces(),
                        (writer, wanted) -> writer.array(3)
                                .bytes(wanted.pieceId())
                                .uint(wanted.firstLeaf())
                                .uint(wanted.leafCount()))
                .text(fetch.trace())
                .toBytes();
    }

    private static Frame readFetch(CborReader in) {
        return new Frame.Fetch(
                in.readText(FrameLimits.MAX_NAMESPACE),
                in.readBytesExactly(ID_BYTES),
                in.readList(FrameLimits.MAX_BATCH, FrameCodec::readWanted),
                in.readText(FrameLimits.MAX_TRACE));
    }

    private static Frame.Wanted readWanted(CborReader in) {
        in.expectArray(3);
        return new Frame.Wanted(in.readBytesExactly(ID_BYTES), index(in), index(in));
    }

    private static Frame readLeaves(CborReader in) {
        Frame.Leaves leaves =
                new Frame.Leaves(index(in), in.readUint(MAX_U32), in.readBytes(FrameLimits.MAX_LEAVES_BYTES));
        if (leaves.hashes().size() % ID_BYTES != 0) {
            throw in.malformed("leaf hashes are not whole");
        }
        return leaves;
    }

    private static Bytes status(CborWriter out, Frame.Status status) {
        return switch (status) {
            case Frame.End(var index, var length) ->
                out.array(2).uint(index).uint(length).toBytes();
            case Frame.Missing(var index, var what) ->
                out.array(2).uint(index).text(what).toBytes();
            case Frame.Denied(var index, var rule, var detail) ->
                out.array(3).uint(index).text(rule).text(detail).toBytes();
            case Frame.Busy(var index, var retry) ->
                out.array(2).uint(index).uint(retry).toBytes();
            case Frame.Gone(var index) -> out.array(1).uint(index).toBytes();
        };
    }

    private static Bytes chunkBody(Frame.Chunk chunk) {
        ByteBuffer body = ByteBuffer.allocate(
                FrameLimits.DATA_PREFIX_BYTES + chunk.bytes().size());
        body.putShort((short) chunk.index()).putInt((int) chunk.offset());
        chunk.bytes().copyTo(body);
        return Bytes.of(body.flip());
    }

    private static Frame chunk(Bytes body) {
        if (body.size() <= FrameLimits.DATA_PREFIX_BYTES) {
            throw new MalformedException(body.size(), "DATA without bytes");
        }
        ByteBuffer in = body.toBuffer();
        return new Frame.Chunk(in.getShort() & MAX_U16, in.getInt() & MAX_U32, Bytes.of(in));
    }

    private static Bytes idOrEmpty(CborReader in) {
        Bytes id = in.readBytes(ID_BYTES);
        if (!id.empty() && id.size() != ID_BYTES) {
            throw in.malformed("an id of " + id.size() + " bytes");
        }
        return id;
    }

    private static int index(CborReader in) {
        return (int) in.readUint(MAX_U16);
    }
}
