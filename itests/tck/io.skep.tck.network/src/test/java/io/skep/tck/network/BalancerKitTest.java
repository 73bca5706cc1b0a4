package io.skep.tck.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.itests.hosts.Host;
import io.skep.itests.hosts.Site;
import io.skep.lifecycle.PlugContext;
import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.net.Link;
import io.skep.model.net.Traffic;
import io.skep.model.net.Wiring;
import io.skep.network.spi.Balancer;
import io.skep.network.spi.NetworkSink;
import io.skep.tck.plug.Verdict;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The kit fails on exactly the rule that a balancer breaks. */
class BalancerKitTest {

    @BeforeAll
    static void able() {
        assumeTrue(Site.missing().isEmpty(), Site.missing());
    }

    @Test
    void acceptsOneThatDoesTheLeast() {
        assertEquals(List.of(), Verdict.of(Good.class));
    }

    @Test
    void noticesWhatIsKeptFromWishesBefore() {
        assertEquals(List.of("BAL_1"), Verdict.of(Hoards.class));
    }

    @Test
    void noticesWhoLeadsToThoseThatLeave() {
        assertEquals(List.of("BAL_2"), Verdict.of(LeadsToAll.class));
    }

    @Test
    void noticesWhoCutsOpenConnections() {
        assertEquals(List.of("BAL_2"), Verdict.of(Cuts.class));
    }

    @Test
    void noticesWhoIsRestless() {
        assertEquals(List.of("BAL_3"), Verdict.of(Restless.class));
    }

    @Test
    void noticesWhoDoesNotLook() {
        assertEquals(List.of("BAL_3"), Verdict.of(Blind.class));
    }

    @Test
    void noticesAMomentWithoutRules() {
        assertEquals(List.of("BAL_3"), Verdict.of(Flushes.class));
    }

    @Test
    void noticesWhoTidiesUpWhenClosed() {
        assertEquals(List.of("BAL_4"), Verdict.of(Tidies.class));
    }

    static final class Good extends BalancerContract {
        @Override
        protected Balancer balancer(Host host, PlugContext<NetworkSink> context) {
            return new PlainBalancer(host, context);
        }
    }

    static final class Hoards extends BalancerContract {
        @Override
        protected Balancer balancer(Host host, PlugContext<NetworkSink> context) {
            return new PlainBalancer(host, context) {
                private Wiring known = Wiring.EMPTY;

                @Override
                public CompletionStage<Void> balance(
                        NodeId node, Wiring wish, SortedMap<NetworkId, Link> links) {
                    known = known.after(wish.number(), wish.port(), wish.news());
                    var whole = wish.spans().isEmpty() ? wish : known;
                    return super.balance(node, whole, links);
                }
            };
        }
    }

    static final class LeadsToAll extends BalancerContract {
        @Override
        protected Balancer balancer(Host host, PlugContext<NetworkSink> context) {
            return new PlainBalancer(host, context) {
                @Override
                boolean leads(Traffic traffic) {
                    return super.leads(traffic) || traffic == Traffic.LEAVING;
                }
            };
        }
    }

    static final class Cuts extends BalancerContract {
        @Override
        protected Balancer balancer(Host host, PlugContext<NetworkSink> context) {
            return new PlainBalancer(host, context) {
                @Override
                void before(Wiring wish, String old) {
                    for (var endpoint : wish.endpoints()) {
                        if (endpoint.traffic() == Traffic.LEAVING) {
                            var task = endpoint.addresses().get(0).replaceFirst("/.*", "");
                            host().run("conntrack", "-D", "-r", task);
                        }
                    }
                }
            };
        }
    }

    static final class Restless extends BalancerContract {
        @Override
        protected Balancer balancer(Host host, PlugContext<NetworkSink> context) {
            return new PlainBalancer(host, context) {
                @Override
                boolean there() {
                    return false;
                }
            };
        }
    }

    static final class Blind extends BalancerContract {
        @Override
        protected Balancer balancer(Host host, PlugContext<NetworkSink> context) {
            return new PlainBalancer(host, context) {
                @Override
                boolean there() {
                    return true;
                }
            };
        }
    }

    static final class Flushes extends BalancerContract {
        @Override
        protected Balancer balancer(Host host, PlugContext<NetworkSink> context) {
            return new PlainBalancer(host, context) {
                @Override
                void before(Wiring wish, String old) {
                    if (!old.isEmpty()) {
                        Lab.sh(host(), CLEAR + "sleep 0.1"); // a caller needs 0.01 s
                    }
                }
            };
        }
    }

    static final class Tidies extends BalancerContract {
        @Override
        protected Balancer balancer(Host host, PlugContext<NetworkSink> context) {
            return new PlainBalancer(host, context) {
                @Override
                public CompletionStage<Void> close() {
                    Lab.sh(host(), CLEAR);
                    return done();
                }
            };
        }
    }
}
