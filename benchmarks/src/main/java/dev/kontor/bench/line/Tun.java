package dev.kontor.bench.line;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.kontor.bench.demo.BenchException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// A network interface of Linux whose packets this process reads and writes. It lives as long as it is open. One
/// thread may read while another writes.
final class Tun implements AutoCloseable {
    /// Longer than any packet of the interface.
    static final int LARGEST = 2048;

    // From <linux/if_tun.h>, <fcntl.h> and <poll.h>.
    private static final long TUNSETIFF = 0x400454caL;
    private static final short IFF_TUN = 0x0001;
    private static final short IFF_NO_PI = 0x1000;
    private static final int IFREQ_SIZE = 40;
    private static final int IFREQ_FLAGS = 16;
    private static final int O_RDWR = 2;
    private static final short POLLIN = 1;
    private static final int POLL_EVENTS = 4;
    private static final int POLL_SIZE = 8;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle OPEN = function("open", 2, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle IOCTL = function("ioctl", 2, JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
    private static final MethodHandle READ = function("read", 0, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle WRITE = function("write", 0, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle POLL = function("poll", 0, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CLOSE = function("close", 0, JAVA_INT, JAVA_INT);

    private final Arena arena = Arena.ofShared();
    private final MemorySegment in = arena.allocate(LARGEST);
    private final MemorySegment out = arena.allocate(LARGEST);
    private final MemorySegment polled = arena.allocate(POLL_SIZE);
    private final int descriptor;

    /// Makes the interface.
    ///
    /// @throws BenchException when this process may not
    Tun(String name) {
        descriptor = (int) call(OPEN, arena.allocateFrom("/dev/net/tun"), O_RDWR);
        MemorySegment request = arena.allocate(IFREQ_SIZE);
        request.setString(0, name);
        request.set(JAVA_SHORT, IFREQ_FLAGS, (short) (IFF_TUN | IFF_NO_PI));
        if (descriptor < 0 || call(IOCTL, descriptor, TUNSETIFF, request) < 0) {
            throw new BenchException(
                    "A network interface cannot be made here; this needs Linux, /dev/net/tun and root.");
        }
        polled.set(JAVA_INT, 0, descriptor);
        polled.set(JAVA_SHORT, POLL_EVENTS, POLLIN);
    }

    /// The next packet; empty when there is none for a while.
    byte[] read(int millis) {
        if (call(POLL, polled, 1L, millis) <= 0) {
            return new byte[0];
        }
        long count = call(READ, descriptor, in, (long) LARGEST);
        return count <= 0 ? new byte[0] : in.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE);
    }

    void write(byte[] packet) throws IOException {
        MemorySegment.copy(packet, 0, out, ValueLayout.JAVA_BYTE, 0, packet.length);
        if (call(WRITE, descriptor, out, (long) packet.length) < 0) {
            throw new IOException("a packet of " + packet.length + " bytes is not taken");
        }
    }

    @SuppressWarnings("restricted") // system calls are what this class is for
    private static MethodHandle function(
            String name, int fixedArguments, ValueLayout result, ValueLayout... arguments) {
        Linker.Option[] options = fixedArguments == 0
                ? new Linker.Option[0]
                : new Linker.Option[] {Linker.Option.firstVariadicArg(fixedArguments)};
        return LINKER.downcallHandle(
                LINKER.defaultLookup().find(name).orElseThrow(), FunctionDescriptor.of(result, arguments), options);
    }

    private static long call(MethodHandle function, Object... arguments) {
        try {
            return ((Number) function.invokeWithArguments(arguments)).longValue();
        } catch (Throwable impossible) {
            throw new IllegalStateException("the system call could not be made", impossible);
        }
    }

    @Override
    public void close() {
        long _ = call(CLOSE, descriptor);
        arena.close();
    }
}
