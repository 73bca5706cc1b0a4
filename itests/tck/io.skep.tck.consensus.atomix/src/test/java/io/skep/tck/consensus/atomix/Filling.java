package io.skep.tck.consensus.atomix;

import java.nio.file.Path;

/**
 * A process that writes until the disk is full, says what was acknowledged, opens what it wrote
 * anew and says how much there is. The first argument: where.
 */
final class Filling {

    private Filling() {}

    public static void main(String... arguments) {
        var directory = Path.of(arguments[0]).resolve("log");
        try (var log = new StockLog(directory, StockLog.SEGMENT)) {
            while (true) {
                say("acked n" + log.write());
            }
        } catch (RuntimeException | Error full) {
            say("full " + full);
        }
        try (var log = new StockLog(directory, StockLog.SEGMENT)) {
            say("count " + log.count());
        } catch (RuntimeException broken) {
            say("count none, " + broken);
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
