package io.skep.ca.external.internal;

import io.skep.ca.spi.AsksSigners;
import io.skep.ca.spi.CaSink;
import io.skep.ca.spi.CertificateAuthority;
import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugName;
import io.skep.lifecycle.PlugProvider;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Opens certificate authorities that ask signers outside the cluster. */
@Component(name = "io.skep.ca.external", service = PlugProvider.class)
@PlugName(ExternalProvider.NAME)
public final class ExternalProvider implements PlugProvider<CertificateAuthority, CaSink> {

    static final String NAME = "external";

    @Override
    public PlugInfo info() {
        return new PlugInfo(
                CertificateAuthority.CONTRACT, NAME, "0.1.0", List.of(AsksSigners.ABILITY));
    }

    @Override
    public CertificateAuthority open(PlugContext<CaSink> context) {
        return new ExternalAuthority(context.loop(), context.seams());
    }
}
