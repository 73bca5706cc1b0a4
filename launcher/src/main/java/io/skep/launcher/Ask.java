package io.skep.launcher;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks a node one question: {@code Ask [--wait SECONDS] SOCKET METHOD PATH [JSON]}. Prints the
 * answer's body; exit status 0 for a 2xx answer, 1 for any other, 2 when nobody answers.
 */
final class Ask {

    private static final long PAUSE_NANOS = 50_000_000;

    private Ask() {}

    public static void main(String[] words) {
        int first = words[0].equals("--wait") ? 2 : 0;
        long seconds = first == 0 ? 0 : Long.parseLong(words[1]);
        var json = words.length > first + 3 ? words[first + 3] : "";
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        System.exit(ask(new Api(words[first]), words[first + 1], words[first + 2], json, deadline));
    }

    private static int ask(Api api, String method, String path, String json, long deadline) {
        while (true) {
            try {
                var answer = api.ask(method, path, json);
                System.out.println(answer.body());
                return answer.good() ? 0 : 1;
            } catch (IOException nobody) {
                if (System.nanoTime() > deadline) {
                    System.err.println(nobody.getMessage());
                    return 2;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
