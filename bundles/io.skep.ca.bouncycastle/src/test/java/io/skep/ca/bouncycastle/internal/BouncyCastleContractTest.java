package io.skep.ca.bouncycastle.internal;

import io.skep.ca.spi.CaSink;
import io.skep.ca.spi.CertificateAuthority;
import io.skep.lifecycle.PlugProvider;
import io.skep.tck.ca.AuthorityContract;

/** Bouncy Castle keeps every rule of the contract. */
class BouncyCastleContractTest extends AuthorityContract {

    @Override
    protected PlugProvider<CertificateAuthority, CaSink> provider() {
        return new BouncyCastleProvider();
    }
}
