package io.skep.transport.netty.internal;

import io.skep.lifecycle.PlugProvider;
import io.skep.tck.transport.CarrierContract;
import io.skep.transport.spi.Carrier;
import io.skep.transport.spi.CarrierSink;

/** Netty keeps every rule. */
class NettyCarrierTest extends CarrierContract {

    @Override
    protected PlugProvider<Carrier, CarrierSink> provider() {
        return new NettyCarrierProvider();
    }
}
