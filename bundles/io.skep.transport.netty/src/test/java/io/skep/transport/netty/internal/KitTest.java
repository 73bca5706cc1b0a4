package io.skep.transport.netty.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugProvider;
import io.skep.tck.transport.CarrierContract;
import io.skep.transport.spi.Carrier;
import io.skep.transport.spi.CarrierSink;
import io.skep.transport.spi.Line;
import io.skep.transport.spi.LineSink;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The kit notices lines that break a rule: Netty's own, spoiled on purpose. */
class KitTest {

    @Test
    void noticesFramesThatArriveTwice() {
        assertEquals(1, failures(Twice.class, "TRN_1_keepsFramesWholeAndInOrderBothWays"));
    }

    @Test
    void noticesALineThatIsNeverFull() {
        assertEquals(
                1,
                failures(
                        NeverFull.class,
                        "TRN_2_isFullWhenTheOtherEndDoesNotReadAndWorksAgainWhenItDoes"));
    }

    @Test
    void noticesALineThatDoesNotSayWhoIsThere() {
        assertEquals(1, failures(Nameless.class, "TRN_3_provesWhoIsThereAtBothEnds"));
    }

    @Test
    void noticesAnEndThatIsToldTwice() {
        assertEquals(1, failures(EndsTwice.class, "TRN_4_tellsBothEndsOnceAndAfterTheLastFrame"));
    }

    @Test
    void noticesFramesThatAreCutShort() {
        assertEquals(1, failures(Cuts.class, "TRN_6_carriesTheGreatestFrameAndNoGreaterOne"));
    }

    private static long failures(Class<?> kit, String rule) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(kit, rule))
                .execute()
                .testEvents()
                .failed()
                .count();
    }

    /** A line that passes everything on. */
    private abstract static class Spoiled implements Line {

        private final Line line;

        Spoiled(Line line) {
            this.line = line;
        }

        @Override
        public List<X509Certificate> chain() {
            return line.chain();
        }

        @Override
        public String address() {
            return line.address();
        }

        @Override
        public void read(LineSink sink) {
            line.read(sink);
        }

        @Override
        public boolean full() {
            return line.full();
        }

        @Override
        public void send(byte[] frame) {
            line.send(frame);
        }

        @Override
        public void close(String reason) {
            line.close(reason);
        }
    }

    /** The kit on Netty with spoiled lines. */
    private abstract static class Broken extends CarrierContract {

        private final UnaryOperator<Line> spoils;

        Broken(UnaryOperator<Line> spoils) {
            this.spoils = spoils;
        }

        @Override
        protected PlugProvider<Carrier, CarrierSink> provider() {
            var good = new NettyCarrierProvider();
            return new PlugProvider<>() {
                @Override
                public PlugInfo info() {
                    return good.info();
                }

                @Override
                public Carrier open(PlugContext<CarrierSink> context) {
                    return dials(good.open(accepting(context)));
                }
            };
        }

        private PlugContext<CarrierSink> accepting(PlugContext<CarrierSink> context) {
            return new PlugContext<>(
                    context.loop(),
                    context.seams(),
                    line -> context.sink().accepted(spoiled(line)),
                    context.directory(),
                    context.settings());
        }

        private Carrier dials(Carrier good) {
            return (Carrier)
                    Proxy.newProxyInstance(
                            Carrier.class.getClassLoader(),
                            new Class<?>[] {Carrier.class},
                            (proxy, verb, arguments) -> {
                                try {
                                    var result = verb.invoke(good, arguments);
                                    return verb.getName().equals("dial")
                                            ? ((CompletionStage<?>) result)
                                                    .thenApply(line -> spoiled((Line) line))
                                            : result;
                                } catch (InvocationTargetException thrown) {
                                    throw thrown.getTargetException();
                                }
                            });
        }

        private Line spoiled(Line line) {
            // the kit's constructor asks for the plug before this class has its own field
            return spoils == null ? late(line) : spoils.apply(line);
        }

        private Line late(Line line) {
            throw new IllegalStateException("no line before the test: " + line.address());
        }
    }

    static final class Twice extends Broken {
        Twice() {
            super(
                    line ->
                            new Spoiled(line) {
                                @Override
                                public void send(byte[] frame) {
                                    super.send(frame);
                                    super.send(frame);
                                }
                            });
        }
    }

    static final class NeverFull extends Broken {
        NeverFull() {
            super(
                    line ->
                            new Spoiled(line) {
                                @Override
                                public boolean full() {
                                    return false;
                                }
                            });
        }
    }

    static final class Nameless extends Broken {
        Nameless() {
            super(
                    line ->
                            new Spoiled(line) {
                                @Override
                                public List<X509Certificate> chain() {
                                    return List.of();
                                }
                            });
        }
    }

    static final class EndsTwice extends Broken {
        EndsTwice() {
            super(
                    line ->
                            new Spoiled(line) {
                                @Override
                                public void read(LineSink sink) {
                                    super.read(new EchoingEnd(sink));
                                }
                            });
        }
    }

    private record EchoingEnd(LineSink sink) implements LineSink {

        @Override
        public void frame(byte[] frame) {
            sink.frame(frame);
        }

        @Override
        public void closed(String reason) {
            sink.closed(reason);
            sink.closed(reason);
        }
    }

    static final class Cuts extends Broken {
        Cuts() {
            super(
                    line ->
                            new Spoiled(line) {
                                @Override
                                public void send(byte[] frame) {
                                    super.send(Arrays.copyOf(frame, frame.length - 1));
                                }
                            });
        }
    }
}
