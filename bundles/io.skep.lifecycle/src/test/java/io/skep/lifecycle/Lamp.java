package io.skep.lifecycle;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A plug of the tests' contract: it writes what happens to it into its host's diary. */
final class Lamp implements Plug {

    /** What a lamp talks back through. */
    interface Switch {
        void flicker(String lamp);

        CompletionStage<String> ask();

        int count();
    }

    /** What goes wrong with a lamp. */
    enum Fault {
        OPEN,
        ACTIVATE,
        ACTIVATE_HANGS,
        PROBE,
        QUIESCE,
        QUIESCE_HANGS,
        RESUME,
        CLOSE_HANGS
    }

    /** Makes lamps. */
    record Maker(String name, String version, List<String> diary, Set<Fault> faults)
            implements PlugProvider<Lamp, Switch> {

        static Maker of(String name, List<String> diary, Fault... faults) {
            var all = EnumSet.noneOf(Fault.class);
            all.addAll(List.of(faults));
            return new Maker(name, "1", diary, all);
        }

        @Override
        public PlugInfo info() {
            return new PlugInfo("light", name, version, List.of());
        }

        @Override
        public Lamp open(PlugContext<Switch> context) {
            diary.add(name + " open");
            if (faults.contains(Fault.OPEN)) {
                throw new PlugException(name + " does not open");
            }
            return new Lamp(this, context.sink());
        }
    }

    private final Maker maker;
    private final Switch sink;

    private Lamp(Maker maker, Switch sink) {
        this.maker = maker;
        this.sink = sink;
    }

    Switch sink() {
        return sink;
    }

    String name() {
        return maker.name();
    }

    boolean shines() {
        return !maker.faults().contains(Fault.PROBE);
    }

    @Override
    public CompletionStage<Void> activate(long epoch, Optional<Handover> handover) {
        var from = handover.map(h -> new String(h.bytes(), StandardCharsets.UTF_8)).orElse("none");
        return step("activate " + epoch + " from " + from, Fault.ACTIVATE, Fault.ACTIVATE_HANGS);
    }

    @Override
    public CompletionStage<Void> quiesce(Duration grace) {
        return step("quiesce", Fault.QUIESCE, Fault.QUIESCE_HANGS);
    }

    @Override
    public Optional<Handover> handover() {
        return Optional.of(new Handover("name", 1, maker.name().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public CompletionStage<Void> resume(long epoch) {
        return step("resume " + epoch, Fault.RESUME, Fault.RESUME);
    }

    @Override
    public CompletionStage<Void> close() {
        return step("close", Fault.CLOSE_HANGS, Fault.CLOSE_HANGS);
    }

    private CompletionStage<Void> step(String what, Fault fails, Fault hangs) {
        maker.diary().add(maker.name() + " " + what);
        if (maker.faults().contains(hangs) && fails != Fault.RESUME) {
            return new CompletableFuture<>();
        }
        return maker.faults().contains(fails)
                ? failedFuture(new PlugException(maker.name() + " cannot " + what))
                : completedFuture(null);
    }
}
