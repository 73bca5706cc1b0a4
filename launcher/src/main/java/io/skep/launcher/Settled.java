package io.skep.launcher;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until a node knows what it is: {@code Settled SECONDS SOCKET PROCESS}. Prints its swarm
 * state: {@code inactive}, {@code active}, {@code locked} or {@code error}; exit status 2 when it
 * comes to none in time or its process ends. A manager counts as soon as it answers for the
 * cluster.
 */
final class Settled {

    private static final long PAUSE_NANOS = 30_000_000;

    private Settled() {}

    public static void main(String[] words) {
        long deadline = System.nanoTime() + Long.parseLong(words[0]) * 1_000_000_000L;
        var api = new Api(words[1]);
        var process = ProcessHandle.of(Long.parseLong(words[2]));
        var state = state(api);
        while (state.isEmpty()
                && process.filter(ProcessHandle::isAlive).isPresent()
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE_NANOS);
            state = state(api);
        }
        System.out.println(state);
        System.exit(state.isEmpty() ? 2 : 0);
    }

    private static String state(Api api) {
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
