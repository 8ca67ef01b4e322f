package dev.kontor.identity.column;

import dev.kontor.wire.bytes.Bytes;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/// Keeps [Bytes] as `bytea`.
@Converter(autoApply = true)
public class BytesColumn implements AttributeConverter<Bytes, byte[]> {
    @Override
    public byte @Nullable [] convertToDatabaseColumn(@Nullable Bytes value) {
        return value == null ? null : value.toArray();
    }

    @Override
    public @Nullable Bytes convertToEntityAttribute(byte @Nullable [] column) {
        return column == null ? null : Bytes.of(column);
    }
}
