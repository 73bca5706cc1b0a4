package io.skep.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.lifecycle.Lamp.Maker;
import io.skep.lifecycle.Lamp.Switch;
import io.skep.seam.Loop;
import io.skep.seam.system.SystemSeams;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real threads: unbind blocks, but never for long. */
class ProvidersTest {

    private final List<String> diary = new CopyOnWriteArrayList<>();
    private final Providers<Lamp, Switch> providers = new Providers<>("light");
    private final CompletableFuture<Live<Lamp>> live = new CompletableFuture<>();
    private SystemSeams seams;
    private Loop loop;
    private Socket<Lamp, Switch> socket;

    @SuppressWarnings("NullAway.Init")
    ProvidersTest() {}

    @BeforeEach
    void attachSocket(@TempDir Path directory) {
        seams = new SystemSeams(directory, 2);
        loop = seams.loop("host");
        socket = new Socket<>("light", loop, seams.time(), new Room());
        providers.attach(socket);
        socket.want("oil");
    }

    @AfterEach
    void close() {
        loop.close();
        seams.close();
    }

    @Test
    void unbindReturnsWhenThePlugIsClosed() {
        var oil = Maker.of("oil", diary);
        providers.bind(oil);
        live.join();

        providers.unbind(oil);

        assertEquals("oil close", diary.get(diary.size() - 1));
        assertEquals(List.of(), providers.infos());
    }

    @Test
    void unbindCutsThePlugOffWhenTheLoopIsStuck() {
        var oil = Maker.of("oil", diary);
        providers.bind(oil);
        var sink = live.join().plug().sink();
        var unstick = new CountDownLatch(1);
        loop.execute(() -> await(unstick));

        providers.unbind(oil);

        sink.flicker("late");
        assertTrue(diary.stream().noneMatch(line -> line.startsWith("flicker")));
        unstick.countDown();
    }

    @Test
    void unbindDoesNotWaitForItselfOnTheLoop() {
        var oil = Maker.of("oil", diary);
        providers.bind(oil);
        live.join();
        var done = new CompletableFuture<Void>();

        loop.execute(
                () -> {
                    providers.unbind(oil);
                    done.complete(null);
                });

        done.join();
    }

    @Test
    void ignoresProvidersOfOtherContracts() {
        providers.bind(
                new PlugProvider<Lamp, Switch>() {
                    @Override
                    public PlugInfo info() {
                        return new PlugInfo("sound", "bell", "1", List.of());
                    }

                    @Override
                    public Lamp open(PlugContext<Switch> context) {
                        throw new IllegalStateException("a bell is no lamp");
                    }
                });

        assertEquals(List.of(), providers.infos());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Room implements SocketHost<Lamp, Switch>, Switch {
        @Override
        public PlugContext<Switch> context(PlugInfo plug) {
            return new PlugContext<>(loop, seams, this, Path.of("nowhere"), Map.of());
        }

        @Override
        public Switch fence(Switch sink, BooleanSupplier alive) {
            return Fence.of(Switch.class, sink, alive);
        }

        @Override
        public void live(Live<Lamp> now) {
            live.complete(now);
        }

        @Override
        public void lost(String why) {
            diary.add("lost " + why);
        }

        @Override
        public void flicker(String lamp) {
            diary.add("flicker " + lamp);
        }

        @Override
        public CompletableFuture<String> ask() {
            return CompletableFuture.completedFuture("yes");
        }

        @Override
        public int count() {
            return 1;
        }
    }
}
