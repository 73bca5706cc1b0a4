package io.skep.transport.engine.internal.roll;

import io.skep.model.NodeId;
import io.skep.seam.Disk;
import io.skep.transport.ManagerAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * The managers this node knows, and which of them to talk to: the first, until it fails. Kept on
 * disk as soon as there is one. Safe for use by any thread.
 */
public final class Roll {

    private static final String FILE = "managers";

    private final AtomicReference<List<ManagerAddress>> managers = new AtomicReference<>(List.of());
    private final AtomicReference<Optional<Disk>> disk = new AtomicReference<>(Optional.empty());

    /** Reads what was kept, unless it was told since. */
    public void open(Disk kept) {
        disk.set(Optional.of(kept));
        kept.read(FILE).map(Roll::parse).ifPresent(old -> managers.compareAndSet(List.of(), old));
    }

    /** All of them. */
    public List<ManagerAddress> all() {
        return managers.get();
    }

    /** Where a manager is. */
    public Optional<String> address(NodeId node) {
        return all().stream()
                .filter(manager -> manager.node().equals(node))
                .map(ManagerAddress::address)
                .findFirst();
    }

    /** These are the managers. The order of those known before stays, so that no choice changes. */
    public void learn(List<ManagerAddress> told) {
        if (told.isEmpty()) {
            return;
        }
        var before = managers.getAndUpdate(known -> merged(known, told));
        if (!before.equals(all())) {
            var text = all().stream().map(Roll::line).collect(Collectors.joining());
            disk.get().ifPresent(kept -> kept.replace(FILE, bytes(text)));
        }
    }

    private static List<ManagerAddress> merged(
            List<ManagerAddress> known, List<ManagerAddress> told) {
        var all = new ArrayList<ManagerAddress>();
        known.forEach(old -> find(told, old.node()).ifPresent(all::add));
        told.stream().filter(fresh -> find(all, fresh.node()).isEmpty()).forEach(all::add);
        return List.copyOf(all);
    }

    private static Optional<ManagerAddress> find(List<ManagerAddress> list, NodeId node) {
        return list.stream().filter(manager -> manager.node().equals(node)).findFirst();
    }

    /** A manager did not answer: it is the last one to be tried again. */
    public void failed(NodeId node) {
        managers.updateAndGet(known -> behind(known, node));
    }

    private static List<ManagerAddress> behind(List<ManagerAddress> known, NodeId node) {
        var all = new ArrayList<ManagerAddress>();
        known.stream().filter(manager -> !manager.node().equals(node)).forEach(all::add);
        find(known, node).ifPresent(all::add);
        return List.copyOf(all);
    }

    /** The cluster is left. */
    public void forget() {
        managers.set(List.of());
    }

    private static String line(ManagerAddress manager) {
        return manager.node() + " " + manager.address() + "\n";
    }

    private static List<ManagerAddress> parse(byte[] text) {
        return new String(text, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split(" ", 2))
                .filter(parts -> parts.length == 2)
                .map(parts -> new ManagerAddress(new NodeId(parts[0]), parts[1]))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
