package io.skep.ca.bouncycastle.internal;

import io.skep.ca.spi.CaSink;
import io.skep.ca.spi.CertificateAuthority;
import io.skep.ca.spi.ExportsRoot;
import io.skep.ca.spi.ImportsRoot;
import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugName;
import io.skep.lifecycle.PlugProvider;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Opens certificate authorities that sign in this process. */
@Component(name = "io.skep.ca.bouncycastle", service = PlugProvider.class)
@PlugName(BouncyCastleProvider.NAME)
public final class BouncyCastleProvider implements PlugProvider<CertificateAuthority, CaSink> {

    static final String NAME = "bouncycastle";

    @Override
    public PlugInfo info() {
        return new PlugInfo(
                CertificateAuthority.CONTRACT,
                NAME,
                "0.1.0",
                List.of(ExportsRoot.ABILITY, ImportsRoot.ABILITY));
    }

    @Override
    public CertificateAuthority open(PlugContext<CaSink> context) {
        return new BouncyCastleAuthority(context.loop(), context.seams());
    }
}
