package dev.kontor.transfer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultipartRangesTest {
    @Test
    void announcesExactlyWhatItSends() {
        String document = "0123456789";
        MultipartRanges parts =
                new MultipartRanges("kontor", "text/plain", 10, List.of(new ByteRange(0, 1), new ByteRange(8, 9)));
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 2; i++) {
            ByteRange range = parts.ranges().get(i);
            body.append(new String(parts.before(i), StandardCharsets.ISO_8859_1))
                    .append(document, (int) range.first(), (int) range.last() + 1);
        }
        body.append(new String(parts.end(), StandardCharsets.ISO_8859_1));
        assertEquals(parts.contentLength(), body.length());
        assertEquals(
                "--kontor\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-1/10\r\n\r\n01"
                        + "\r\n--kontor\r\nContent-Type: text/plain\r\nContent-Range: bytes 8-9/10\r\n\r\n89"
                        + "\r\n--kontor--\r\n",
                body.toString());
    }
}
