package io.skep.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until a node knows what it is: {@code Settled SECONDS SOCKET PROCESS [JSON]}. A node that
 * is in no cluster is told to form one, with that JSON, if there is any. A manager counts as soon
 * as it answers for the cluster. Prints the swarm state; exit status 1 when no cluster can be
 * formed, 2 when the node comes to no state in time or its process ends.
 */
final class Settled {

    private static final long PAUSE_NANOS = 20_000_000;

    private final Path socket;
    private final Api api;
    private final ProcessHandle process;
    private final long deadline;

    private Settled(Path socket, ProcessHandle process, long deadline) {
        this.socket = socket;
        this.api = new Api(socket.toString());
        this.process = process;
        this.deadline = deadline;
    }

    public static void main(String[] words) throws IOException {
        long deadline = System.nanoTime() + Long.parseLong(words[0]) * 1_000_000_000L;
        var process = ProcessHandle.of(Long.parseLong(words[2]));
        if (process.isEmpty()) {
            System.exit(2);
        }
        var node = new Settled(Path.of(words[1]), process.get(), deadline);
        var state = node.settle();
        if (state.equals("inactive") && words.length > 3) {
            state = node.found(words[3]);
        }
        System.out.println(state);
        System.exit(state.isEmpty() ? 2 : 0);
    }

    private String settle() {
        var state = state();
        while (state.isEmpty() && process.isAlive() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE_NANOS);
            state = state();
        }
        return state;
    }

    private String found(String json) throws IOException {
        var answer = api.ask("POST", "/swarm/init", json);
        if (!answer.good()) {
            System.out.println("cannot form a cluster: " + answer.body());
            System.exit(1);
        }
        return settle();
    }

    private String state() {
        if (!Files.exists(socket)) {
            return "";
        }
        try {
            var info = api.ask("GET", "/info", "").body();
            if (info.contains("\"LocalNodeState\":\"active\"")) {
                boolean manager = info.contains("\"ControlAvailable\":true");
                return manager && !api.ask("GET", "/nodes", "").good() ? "" : "active";
            }
            for (var state : new String[] {"inactive", "locked", "error"}) {
                if (info.contains("\"LocalNodeState\":\"" + state + "\"")) {
                    return state;
                }
            }
            return "";
        } catch (IOException nobody) {
            return "";
        }
    }
}
