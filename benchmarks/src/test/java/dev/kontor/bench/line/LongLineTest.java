package dev.kontor.bench.line;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class LongLineTest {
    @Test
    void swapsTheAddressesAndNothingElse() {
        byte[] packet = new byte[40];
        for (int i = 0; i < packet.length; i++) {
            packet[i] = (byte) i;
        }
        byte[] expected = packet.clone();
        for (int i = 0; i < 4; i++) {
            expected[12 + i] = (byte) (16 + i);
            expected[16 + i] = (byte) (12 + i);
        }
        int before = sum(packet);
        LongLine.swap(packet);
        assertArrayEquals(expected, packet);
        assertEquals(before, sum(packet), "the checksum of header and segment stays right");
    }

    /// Of 16-bit words, as IP and TCP sum.
    private static int sum(byte[] packet) {
        int sum = 0;
        for (int i = 0; i < packet.length; i += 2) {
            sum += ((packet[i] & 0xff) << 8) | (packet[i + 1] & 0xff);
        }
        return sum;
    }
}
