package io.skep.ca.external.internal;

import io.skep.ca.spi.AsksSigners;
import io.skep.ca.spi.CaSink;
import io.skep.ca.spi.CertificateAuthority;
import io.skep.lifecycle.PlugProvider;
import io.skep.tck.ca.AuthorityContract;
import io.skep.tck.ca.Roots;
import io.skep.tck.ca.SignerOutside;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Asking signers outside keeps every rule of the contract, on a real signer over real HTTPS. */
class ExternalContractTest extends AuthorityContract {

    private final List<SignerOutside> outside = new ArrayList<>();

    @AfterEach
    void closeSigners() {
        outside.forEach(SignerOutside::close);
    }

    @Override
    protected PlugProvider<CertificateAuthority, CaSink> provider() {
        return new ExternalProvider();
    }

    @Override
    protected void found(CertificateAuthority plug) throws Exception {
        var signer = new SignerOutside(Roots.create(), Instant::now);
        outside.add(signer);
        var asker = (AsksSigners) plug;
        var signers = Given.signers(signer);
        ask(() -> asker.ask(signers));
    }
}
