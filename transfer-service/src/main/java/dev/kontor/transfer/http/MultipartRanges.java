package dev.kontor.transfer.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The envelope of a `multipart/byteranges` answer (RFC 9110 §14.6): what stands before, between and after the ranges.
public record MultipartRanges(String boundary, String mediaType, long size, List<ByteRange> ranges) {
    public MultipartRanges {
        ranges = List.copyOf(ranges);
    }

    public String contentType() {
        return "multipart/byteranges; boundary=" + boundary;
    }

    /// What precedes the bytes of range `i`.
    public byte[] before(int i) {
        String text = (i == 0 ? "" : "\r\n") + "--" + boundary + "\r\nContent-Type: " + mediaType
                + "\r\nContent-Range: " + ranges.get(i).contentRange(size) + "\r\n\r\n";
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public byte[] end() {
        return ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    public long contentLength() {
        long length = end().length;
        for (int i = 0; i < ranges.size(); i++) {
            length += before(i).length + ranges.get(i).length();
        }
        return length;
    }
}
