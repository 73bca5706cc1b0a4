package io.skep.tck.consensus.atomix;

import java.nio.file.Path;

/**
 * A process that writes one entry after the other and says which were acknowledged, until somebody
 * ends it, or so many as its second argument says. The first argument: where.
 */
final class Writing {

    private Writing() {}

    public static void main(String... arguments) {
        var most = Long.parseLong(arguments[1]);
        try (var log = new StockLog(Path.of(arguments[0]).resolve("log"), StockLog.SEGMENT)) {
            say(has(log));
            for (long count = 0; count < most; count++) {
                say("acked n" + log.write());
            }
        } catch (RuntimeException broken) {
            // it does not start, or not go on: what was acknowledged is not there either
            say("have");
            say("broken " + broken);
        }
    }

    private static String has(StockLog log) {
        var all = new StringBuilder("have");
        for (long index = 1; index <= log.count(); index++) {
            all.append(" n").append(index);
        }
        return all.toString();
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
