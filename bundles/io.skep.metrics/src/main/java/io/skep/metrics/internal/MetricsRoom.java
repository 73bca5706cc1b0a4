package io.skep.metrics.internal;

import io.skep.control.Metrics;
import io.skep.lifecycle.MetricSource;
import io.skep.store.Quorum;
import io.skep.store.Store;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Asks whoever has figures when somebody looks; has the cluster's and the process's itself. */
@Component(name = "io.skep.metrics")
public final class MetricsRoom implements Metrics {

    private final List<MetricSource> own;
    // changed by threads that start and stop bundles, read by whoever looks
    private final AtomicReference<List<MetricSource>> sources = new AtomicReference<>(List.of());

    /** Wired; there is no work before somebody looks. */
    @Activate
    public MetricsRoom(
            @Reference(name = "store") Store store, @Reference(name = "quorum") Quorum quorum) {
        this.own =
                List.of(
                        new ClusterFigures(store),
                        new ConsensusFigures(store, quorum),
                        new ProcessFigures());
    }

    /** Somebody has figures. */
    @Reference(
            name = "source",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    public void bind(MetricSource source) {
        sources.updateAndGet(all -> Stream.concat(all.stream(), Stream.of(source)).toList());
    }

    /** Somebody goes. */
    public void unbind(MetricSource gone) {
        sources.updateAndGet(all -> all.stream().filter(source -> source != gone).toList());
    }

    @Override
    public Page page(String accept) {
        var collection = new Collection();
        own.forEach(collection::ask);
        sources.get().forEach(collection::ask);
        return collection.page(accept);
    }
}
