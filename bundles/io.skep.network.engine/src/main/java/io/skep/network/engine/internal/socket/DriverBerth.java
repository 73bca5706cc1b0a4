package io.skep.network.engine.internal.socket;

import io.skep.lifecycle.PlugCatalog;
import io.skep.lifecycle.PlugProvider;
import io.skep.lifecycle.PlugRow;
import io.skep.network.spi.NetworkDriver;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The socket of {@link NetworkDriver}s, as the registry sees it. */
@Component(
        name = "io.skep.network.engine.network",
        service = {DriverBerth.class, PlugCatalog.class})
public final class DriverBerth implements PlugCatalog {

    private final Berth<NetworkDriver> berth = new Berth<>(NetworkDriver.CONTRACT, "vxlan");

    /** A plug's bundle started. */
    @Reference(
            name = "plug",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    public void bind(PlugProvider<?, ?> provider) {
        berth.bind(provider);
    }

    /** A plug's bundle stops. */
    public void unbind(PlugProvider<?, ?> provider) {
        berth.unbind(provider);
    }

    /** The socket itself. */
    public Berth<NetworkDriver> berth() {
        return berth;
    }

    @Override
    public String contract() {
        return berth.contract();
    }

    @Override
    public String wanted() {
        return berth.wanted();
    }

    @Override
    public List<PlugRow> rows() {
        return berth.rows();
    }
}
