package io.skep.tck.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.itests.hosts.Host;
import io.skep.itests.hosts.Site;
import io.skep.lifecycle.PlugContext;
import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.net.Span;
import io.skep.model.net.Wiring;
import io.skep.network.spi.Made;
import io.skep.network.spi.NetworkDriver;
import io.skep.network.spi.NetworkSink;
import io.skep.tck.plug.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The kit fails on exactly the rule that a driver breaks. */
class NetworkKitTest {

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
        assertEquals(List.of("NET_1"), Verdict.of(Hoards.class));
    }

    @Test
    void noticesWhoIsRestless() {
        assertEquals(List.of("NET_2"), Verdict.of(Restless.class));
    }

    @Test
    void noticesWhoDoesNotLook() {
        assertEquals(List.of("NET_2"), Verdict.of(Blind.class));
    }

    @Test
    void noticesWhoFailsForAll() {
        assertEquals(List.of("NET_3"), Verdict.of(GivesUp.class));
    }

    @Test
    void noticesWhoIsSilentOfWhatItRefuses() {
        assertEquals(List.of("NET_3"), Verdict.of(Silent.class));
    }

    @Test
    void noticesWhoDoesNotReachOneNode() {
        assertEquals(List.of("NET_4"), Verdict.of(Forgets.class));
    }

    @Test
    void noticesWhoTidiesUpWhenClosed() {
        assertEquals(List.of("NET_5"), Verdict.of(Tidies.class));
    }

    @Test
    void noticesWhoDoesNotRefuseWhatItCannotEncrypt() {
        assertEquals(List.of("NET_6"), Verdict.of(Clear.class));
    }

    @Test
    void noticesWhoOnlySaysThatItEncrypts() {
        var listening = Lab.bare().hosts().get(0).run("tcpdump", "--version");
        assumeTrue(listening.exit() == 0, "there is no tcpdump");

        assertEquals(List.of("NET_6"), Verdict.of(Pretends.class));
    }

    /** The kit on a driver that needs no engine. */
    abstract static class Bare extends NetworkContract {
        @Override
        protected Lab lab() {
            return Lab.bare();
        }
    }

    static final class Good extends Bare {
        @Override
        protected NetworkDriver driver(Host host, PlugContext<NetworkSink> context) {
            return new PlainDriver(host, context);
        }
    }

    static final class Hoards extends Bare {
        @Override
        protected NetworkDriver driver(Host host, PlugContext<NetworkSink> context) {
            return new PlainDriver(host, context) {
                @Override
                void remove(List<String> wanted) {
                    if (wanted.isEmpty()) {
                        super.remove(wanted);
                    }
                }
            };
        }
    }

    static final class Restless extends Bare {
        @Override
        protected NetworkDriver driver(Host host, PlugContext<NetworkSink> context) {
            return new PlainDriver(host, context) {
                private Optional<Wiring> last = Optional.empty();

                @Override
                void remove(List<String> wanted) {
                    super.remove(last.isPresent() ? List.of() : wanted);
                }

                @Override
                public CompletionStage<Made> make(NodeId node, Wiring wish) {
                    last = last.filter(wish::equals);
                    var made = super.make(node, wish);
                    return made.whenComplete((done, failure) -> last = Optional.of(wish));
                }
            };
        }
    }

    static final class Blind extends Bare {
        @Override
        protected NetworkDriver driver(Host host, PlugContext<NetworkSink> context) {
            return new PlainDriver(host, context) {
                private Wiring last = Wiring.EMPTY;
                private CompletionStage<Made> made =
                        CompletableFuture.completedFuture(
                                new Made(new TreeMap<>(), new TreeMap<>()));

                @Override
                public CompletionStage<Made> make(NodeId node, Wiring wish) {
                    if (!wish.equals(last) || wish.spans().isEmpty()) {
                        last = wish;
                        made = super.make(node, wish);
                    }
                    return made;
                }
            };
        }
    }

    static final class GivesUp extends Bare {
        @Override
        protected NetworkDriver driver(Host host, PlugContext<NetworkSink> context) {
            return new PlainDriver(host, context) {
                @Override
                void build(Wiring wish, Span span) {
                    if (wish.spans().values().stream().noneMatch(NetworkKitTest::barren)) {
                        super.build(wish, span);
                    }
                }
            };
        }
    }

    static final class Silent extends Bare {
        @Override
        protected NetworkDriver driver(Host host, PlugContext<NetworkSink> context) {
            return new PlainDriver(host, context) {
                @Override
                public CompletionStage<Made> make(NodeId node, Wiring wish) {
                    var refused = new TreeMap<NetworkId, String>();
                    return super.make(node, wish)
                            .thenApply(
                                    made -> {
                                        refused.putAll(made.refused());
                                        refused.keySet()
                                                .removeIf(id -> barren(wish.spans().get(id)));
                                        return new Made(made.links(), refused);
                                    });
                }
            };
        }
    }

    static final class Forgets extends Bare {
        @Override
        protected NetworkDriver driver(Host host, PlugContext<NetworkSink> context) {
            return new PlainDriver(host, context) {
                @Override
                List<String> reached(Span span) {
                    return List.of(span.hosts().get("one"), span.hosts().get("two"));
                }
            };
        }
    }

    static final class Tidies extends Bare {
        @Override
        protected NetworkDriver driver(Host host, PlugContext<NetworkSink> context) {
            return new PlainDriver(host, context) {
                @Override
                public CompletionStage<Void> close() {
                    remove(List.of());
                    return done();
                }
            };
        }
    }

    static final class Clear extends Bare {
        @Override
        protected NetworkDriver driver(Host host, PlugContext<NetworkSink> context) {
            return new PlainDriver(host, context) {
                @Override
                String refusal(Span span) {
                    return span.encrypted() ? "" : super.refusal(span);
                }
            };
        }
    }

    static final class Pretends extends Bare {
        @Override
        protected NetworkDriver driver(Host host, PlugContext<NetworkSink> context) {
            return new PlainDriver(host, context) {
                @Override
                public String cipher() {
                    return "a key";
                }

                @Override
                String refusal(Span span) {
                    return span.encrypted() ? "" : super.refusal(span);
                }
            };
        }
    }

    private static boolean barren(Span span) {
        return span.plan().pools().isEmpty();
    }
}
