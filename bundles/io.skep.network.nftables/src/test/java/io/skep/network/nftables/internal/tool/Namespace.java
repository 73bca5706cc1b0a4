package io.skep.network.nftables.internal.tool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A network namespace of this machine, with programs that run in it. */
final class Namespace implements AutoCloseable {

    private final String name;
    private final List<Process> running = new ArrayList<>();

    private Namespace(String name) {
        this.name = name;
    }

    /** A new one, named after this process. */
    static Namespace made(String suffix) {
        var made = new Namespace("skn" + ProcessHandle.current().pid() + suffix);
        good(new SystemTools(List.of()).run(List.of("ip", "netns", "add", made.name), ""));
        made.shell("ip link set lo up");
        return made;
    }

    String name() {
        return name;
    }

    /** Programs as they are seen from inside. */
    Tools tools() {
        return new SystemTools(List.of("ip", "netns", "exec", name));
    }

    /** Runs lines of shell; the test fails if one fails. */
    String shell(String script) {
        return good(tools().run(List.of("sh", "-e"), script));
    }

    /** Runs lines of shell that may fail. */
    Tools.Outcome attempt(String script) {
        return tools().run(List.of("sh", "-e"), script);
    }

    /** Answers on a port: each connection gets what a line of shell prints. */
    void serve(int port, String line) throws IOException {
        start("busybox", "nc", "-ll", "-p", Integer.toString(port), "-e", "sh", "-c", line);
    }

    /** Runs a program until this is closed. */
    void start(String... words) throws IOException {
        var all = new ArrayList<>(List.of("ip", "netns", "exec", name));
        all.addAll(List.of(words));
        running.add(
                new ProcessBuilder(all)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start());
    }

    /** Connects to a server, and leaves what is said to the caller. */
    Process connect(String address, int port) throws IOException {
        var words = List.of("ip", "netns", "exec", name, "busybox", "nc", address, "" + port);
        var process = new ProcessBuilder(words).start();
        running.add(process);
        return process;
    }

    /** What a server says; empty when it refuses or does not answer within two seconds. */
    String ask(String address, int port) {
        return attempt("timeout 2 busybox nc " + address + " " + port + " </dev/null")
                .output()
                .strip();
    }

    private static String good(Tools.Outcome outcome) {
        if (!outcome.good()) {
            throw new AssertionError(outcome.errors());
        }
        return outcome.output();
    }

    @Override
    public void close() {
        for (var process : running) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
        good(new SystemTools(List.of()).run(List.of("ip", "netns", "del", name), ""));
    }
}
