package io.skep.metrics.internal;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.skep.control.Metrics;
import io.skep.lifecycle.MetricSink;
import io.skep.lifecycle.MetricSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all sources say at one moment. Not for several threads. */
final class Collection implements MetricSink {

    private static final Logger log = LoggerFactory.getLogger(Collection.class);
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String PREFIX = "skep_";

    // by name: of two sources with one name the first is shown
    private final TreeMap<String, MetricSnapshot> figures = new TreeMap<>();

    /** The one place where a source's failure ends. */
    void ask(MetricSource source) {
        try {
            source.measure(this);
        } catch (RuntimeException | LinkageError failure) {
            log.warn("metrics: {} tells nothing more: {}", source.getClass(), "" + failure);
            log.debug("metrics: a source failed", failure);
        }
    }

    @Override
    public void gauge(String name, String help, double value) {
        var point = GaugeDataPointSnapshot.builder().value(value).build();
        var snapshot = GaugeSnapshot.builder().name(PREFIX + name).help(help);
        figures.putIfAbsent(name, snapshot.dataPoint(point).build());
    }

    @Override
    public void gauges(String name, String help, String label, SortedMap<String, Double> values) {
        var snapshot = GaugeSnapshot.builder().name(PREFIX + name).help(help);
        values.entrySet().stream()
                .limit(MOST_VALUES)
                .map(
                        each ->
                                GaugeDataPointSnapshot.builder()
                                        .labels(Labels.of(label, each.getKey()))
                                        .value(each.getValue())
                                        .build())
                .forEach(snapshot::dataPoint);
        figures.putIfAbsent(name, snapshot.build());
    }

    @Override
    public void counter(String name, String help, double value) {
        var point = CounterDataPointSnapshot.builder().value(value).build();
        var snapshot = CounterSnapshot.builder().name(PREFIX + name).help(help);
        figures.putIfAbsent(name, snapshot.dataPoint(point).build());
    }

    Metrics.Page page(String accept) {
        ExpositionFormatWriter writer =
                accept.contains(OPEN_METRICS)
                        ? new OpenMetricsTextFormatWriter(false, false)
                        : PrometheusTextFormatWriter.builder().build();
        var body = new ByteArrayOutputStream();
        try {
            writer.write(body, new MetricSnapshots(figures.values()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Metrics.Page(writer.getContentType(), body.toByteArray());
    }
}
