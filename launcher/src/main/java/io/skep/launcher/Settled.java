package io.skep.launcher;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until a node knows what it is: {@code Settled SECONDS SOCKET}. Prints its swarm state, for
 * example {@code inactive} or {@code active/manager}; exit status 2 when it does not come to one in
 * time. A manager counts as soon as it answers for the cluster.
 */
final class Settled {

    private static final long PAUSE_NANOS = 30_000_000;

    private Settled() {}

    public static void main(String[] words) {
        long deadline = System.nanoTime() + Long.parseLong(words[0]) * 1_000_000_000L;
        var api = new Api(words[1]);
        var state = state(api);
        while (state.isEmpty() && System.nanoTime() < deadline) {
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
