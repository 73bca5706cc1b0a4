package io.skep.lifecycle;

import java.util.SortedMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes figures. Names are Prometheus': lower case with the unit last, without {@code skep_} in
 * front and {@code _total} behind, which the sink adds. Times are seconds, sizes bytes.
 */
@ProviderType
public interface MetricSink {

    /** How many values a label may have; more are not shown. */
    int MOST_VALUES = 32;

    /** What goes up and down. */
    void gauge(String name, String help, double value);

    /**
     * What goes up and down, once for each value of a label.
     *
     * @param values by the label's value: a few that are known beforehand, never names of users
     */
    void gauges(String name, String help, String label, SortedMap<String, Double> values);

    /** What only grows while the process lives. */
    void counter(String name, String help, double value);
}
