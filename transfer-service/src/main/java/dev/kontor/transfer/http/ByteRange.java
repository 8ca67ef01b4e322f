package dev.kontor.transfer.http;

/// A satisfiable range of bytes: `first` and `last` are both included, as in `Content-Range`.
public record ByteRange(long first, long last) {
    public ByteRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("range first=" + first + " last=" + last);
        }
    }

    public long length() {
        return last - first + 1;
    }

    /// The value of `Content-Range` for this range of a representation of `size` bytes (RFC 9110 §14.4).
    public String contentRange(long size) {
        return "bytes " + first + "-" + last + "/" + size;
    }

    boolean touches(ByteRange next) {
        return next.first <= last + 1;
    }

    ByteRange join(ByteRange next) {
        return new ByteRange(first, Math.max(last, next.last));
    }
}
