package io.skep.ca.external.internal;

import io.skep.ca.spi.Signers;
import io.skep.tck.ca.SignerOutside;
import io.skep.tck.ca.Visitor;
import java.util.List;
import java.util.stream.Stream;

/** Signers as a manager of a cluster asks them. */
final class Given {

    private Given() {}

    static Signers signers(SignerOutside... signers) throws Exception {
        return signers(Stream.of(signers).map(SignerOutside::url).toList(), signers[0]);
    }

    static Signers signers(List<String> urls, SignerOutside signer) throws Exception {
        var manager = Visitor.of(signer.root(), "O=cluster1,OU=swarm-manager,CN=asker");
        return new Signers(signer.root().certificate(), urls, manager.key(), manager.chain());
    }
}
