package dev.kontor.bench.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class HeapsTest {
    @Test
    void readsTheHeapFromAServicesMetrics() {
        Heaps.Heap heap = Heaps.Heap.of("""
                # TYPE jvm_memory_used_bytes gauge
                jvm_memory_used_bytes{area="heap",id="Eden Space"} 1048576.0
                jvm_memory_used_bytes{area="heap",id="Tenured Gen"} 2.097152E7
                jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 9.0E7
                jvm_memory_committed_bytes{area="heap",id="Eden Space"} 4194304.0
                jvm_buffer_memory_used_bytes{id="direct"} 524288.0
                """);
        assertEquals(new Heaps.Heap(21, 4, 0.5), heap);
    }
}
