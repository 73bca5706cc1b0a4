package io.skep.consensus.ratis.internal;

import io.skep.consensus.Consensus;
import io.skep.consensus.ConsensusSink;
import io.skep.consensus.ratis.internal.server.GroupServer;
import io.skep.consensus.ratis.internal.server.Identity;
import io.skep.consensus.ratis.internal.wire.HostWire;
import io.skep.consensus.ratis.internal.wire.NoWire;
import io.skep.consensus.ratis.internal.wire.Wire;
import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugException;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugName;
import io.skep.lifecycle.PlugProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Opens members of a group on Apache Ratis. */
@Component(name = "io.skep.consensus.ratis", service = PlugProvider.class)
@PlugName(RatisConsensusProvider.NAME)
public final class RatisConsensusProvider implements PlugProvider<Consensus, ConsensusSink> {

    static final String NAME = "ratis";

    private static final PlugInfo INFO = new PlugInfo("consensus", NAME, "0.1.0", List.of());

    @Override
    public PlugInfo info() {
        return INFO;
    }

    @Override
    public Consensus open(PlugContext<ConsensusSink> context) {
        var self = Identity.of(context.settings());
        var peers = Boolean.parseBoolean(context.settings().get(Consensus.PEERS));
        if (!peers && !self.isAlone()) {
            throw new PlugException(
                    "consensus ratis: a group of several needs a way between its members, and its"
                            + " host lends none");
        }
        refuseForeign(context.directory());
        return new RatisConsensus(context, self, peers ? lent(context, self) : new NoWire());
    }

    private static Wire lent(PlugContext<ConsensusSink> context, Identity self) {
        return new HostWire(context.sink(), context.seams().loop("ratis-peers-" + self.id()));
    }

    private static void refuseForeign(Path directory) {
        try {
            var foreign = GroupServer.foreign(directory);
            if (!foreign.isEmpty()) {
                throw new PlugException(
                        "consensus ratis: "
                                + directory
                                + " holds what it did not write: "
                                + foreign);
            }
        } catch (IOException failure) {
            throw new PlugException("consensus ratis: cannot read " + directory, failure);
        }
    }
}
