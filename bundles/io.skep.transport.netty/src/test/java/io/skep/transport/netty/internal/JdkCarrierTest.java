package io.skep.transport.netty.internal;

import io.netty.handler.ssl.SslProvider;
import io.skep.lifecycle.PlugProvider;
import io.skep.tck.transport.CarrierContract;
import io.skep.transport.spi.Carrier;
import io.skep.transport.spi.CarrierSink;

/** So does it where BoringSSL is not at hand. */
class JdkCarrierTest extends CarrierContract {

    @Override
    protected PlugProvider<Carrier, CarrierSink> provider() {
        return new NettyCarrierProvider(SslProvider.JDK);
    }
}
