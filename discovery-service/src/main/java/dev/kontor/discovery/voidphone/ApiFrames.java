package dev.kontor.discovery.voidphone;

import dev.kontor.discovery.value.ValueKey;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Cuts the byte stream of one connection into messages, however it arrives: several in one piece, or one in many.
/// Holds back at most one message, 64 KiB. One thread.
final class ApiFrames {
    private static final int LARGEST = 65_535;

    private Buffer rest = Buffer.buffer();

    /// The messages that are complete now; throws `MalformedException` for what is none.
    List<ApiMessage> take(Buffer piece) {
        Buffer all = rest.length() == 0 ? piece : rest.appendBuffer(piece);
        List<ApiMessage> messages = new ArrayList<>();
        int at = 0;
        while (all.length() - at >= ApiMessage.HEADER) {
            int size = all.getUnsignedShort(at);
            int type = all.getUnsignedShort(at + 2);
            check(type, size);
            if (all.length() - at < size) {
                break;
            }
            messages.add(read(type, all.getBytes(at, at + size)));
            at += size;
        }
        rest = at == all.length() ? Buffer.buffer() : all.getBuffer(at, all.length());
        return messages;
    }

    /// A size or type that can never be right is refused at its header, before any of its body is waited for.
    private static void check(int type, int size) {
        boolean right = switch (type) {
            case ApiMessage.PUT -> size > ApiMessage.PUT_HEAD && size <= LARGEST;
            case ApiMessage.GET, ApiMessage.FAILURE -> size == ApiMessage.WITH_KEY;
            case ApiMessage.SUCCESS -> size > ApiMessage.WITH_KEY;
            default -> false;
        };
        if (!right) {
            throw new MalformedException(0, "no message of type " + type + " and size " + size);
        }
    }

    private static ApiMessage read(int type, byte[] frame) {
        int keyAt = type == ApiMessage.PUT ? ApiMessage.PUT_HEAD - ValueKey.SIZE : ApiMessage.HEADER;
        ValueKey key = new ValueKey(Bytes.of(frame, keyAt, ValueKey.SIZE));
        int valueAt = keyAt + ValueKey.SIZE;
        Bytes value = Bytes.of(frame, valueAt, frame.length - valueAt);
        return switch (type) {
            case ApiMessage.PUT -> new ApiMessage.Put(life(frame), frame[6] & 0xff, key, value);
            case ApiMessage.GET -> new ApiMessage.Get(key);
            case ApiMessage.SUCCESS -> new ApiMessage.Success(key, value);
            default -> new ApiMessage.Failure(key);
        };
    }

    private static Duration life(byte[] frame) {
        return Duration.ofSeconds((frame[4] & 0xff) << 8 | (frame[5] & 0xff));
    }
}
