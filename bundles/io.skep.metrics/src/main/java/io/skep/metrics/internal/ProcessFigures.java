package io.skep.metrics.internal;

import io.skep.lifecycle.MetricSink;
import io.skep.lifecycle.MetricSource;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** The process: memory, collections, threads. Nothing of it is touched before somebody looks. */
final class ProcessFigures implements MetricSource {

    private static final double MILLIS = 1000;

    @Override
    public void measure(MetricSink sink) {
        var memory = ManagementFactory.getMemoryMXBean();
        sink.gauge("jvm_heap_used_bytes", "Heap in use.", memory.getHeapMemoryUsage().getUsed());
        sink.gauge(
                "jvm_heap_committed_bytes",
                "Heap taken from the machine.",
                memory.getHeapMemoryUsage().getCommitted());
        sink.gauge(
                "jvm_nonheap_used_bytes",
                "Memory in use beside the heap.",
                memory.getNonHeapMemoryUsage().getUsed());
        var collectors = ManagementFactory.getGarbageCollectorMXBeans();
        sink.counter(
                "jvm_collections",
                "Garbage collections.",
                collectors.stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                        .filter(count -> count > 0)
                        .sum());
        sink.counter(
                "jvm_collection_seconds",
                "Time spent on garbage collections.",
                collectors.stream()
                                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                                .filter(time -> time > 0)
                                .sum()
                        / MILLIS);
        sink.gauge(
                "jvm_threads",
                "Threads that live.",
                ManagementFactory.getThreadMXBean().getThreadCount());
        sink.gauge(
                "jvm_classes",
                "Classes that are loaded.",
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        sink.counter(
                "process_uptime_seconds",
                "Time since the process began.",
                ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS);
    }
}
