package io.skep.transport.netty.internal;

import io.netty.handler.ssl.SslProvider;
import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugName;
import io.skep.lifecycle.PlugProvider;
import io.skep.transport.spi.Carrier;
import io.skep.transport.spi.CarrierSink;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Opens carriers over TLS. */
@Component(name = "io.skep.transport.netty", service = PlugProvider.class)
@PlugName(NettyCarrierProvider.NAME)
public final class NettyCarrierProvider implements PlugProvider<Carrier, CarrierSink> {

    static final String NAME = "netty";

    private static final PlugInfo INFO =
            new PlugInfo(Carrier.CONTRACT, NAME, "0.1.0", List.of("OwnsPort"));

    private final SslProvider tls;

    /** With the best TLS of this machine. */
    public NettyCarrierProvider() {
        this(Tls.best());
    }

    NettyCarrierProvider(SslProvider tls) {
        this.tls = tls;
    }

    @Override
    public PlugInfo info() {
        return INFO;
    }

    @Override
    public Carrier open(PlugContext<CarrierSink> context) {
        return new NettyCarrier(context.loop(), context.sink(), tls);
    }
}
