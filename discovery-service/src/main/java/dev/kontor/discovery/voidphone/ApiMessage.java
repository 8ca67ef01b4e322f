package dev.kontor.discovery.voidphone;

import dev.kontor.discovery.value.ValueKey;
import dev.kontor.wire.bytes.Bytes;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/// One message of the API, big-endian; the size counts its own header:
///
/// ```text
/// size u16 | type u16 | body
/// 650 DHT PUT      ttl in seconds u16 | replication u8 | reserved u8 | key 32 | value, at least 1
/// 651 DHT GET      key 32
/// 652 DHT SUCCESS  key 32 | value
/// 653 DHT FAILURE  key 32
/// ```
sealed interface ApiMessage {
    int PUT = 650;
    int GET = 651;
    int SUCCESS = 652;
    int FAILURE = 653;

    int HEADER = 4;
    int PUT_HEAD = HEADER + 4 + ValueKey.SIZE;
    int WITH_KEY = HEADER + ValueKey.SIZE;

    ValueKey key();

    record Put(Duration life, int replication, ValueKey key, Bytes value) implements ApiMessage {}

    record Get(ValueKey key) implements ApiMessage {}

    record Success(ValueKey key, Bytes value) implements ApiMessage {}

    record Failure(ValueKey key) implements ApiMessage {}

    default Buffer encode() {
        return switch (this) {
            case Put(Duration life, int replication, ValueKey key, Bytes value) ->
                head(PUT, PUT_HEAD + value.size())
                        .appendUnsignedShort((int) life.toSeconds())
                        .appendUnsignedByte((short) replication)
                        .appendByte((byte) 0)
                        .appendBytes(key.bytes().toArray())
                        .appendBytes(value.toArray());
            case Get(ValueKey key) ->
                head(GET, WITH_KEY).appendBytes(key.bytes().toArray());
            case Success(ValueKey key, Bytes value) ->
                head(SUCCESS, WITH_KEY + value.size())
                        .appendBytes(key.bytes().toArray())
                        .appendBytes(value.toArray());
            case Failure(ValueKey key) ->
                head(FAILURE, WITH_KEY).appendBytes(key.bytes().toArray());
        };
    }

    private static Buffer head(int type, int size) {
        return Buffer.buffer(size).appendUnsignedShort(size).appendUnsignedShort(type);
    }
}
