package io.skep.store.engine.internal.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skep.model.Writer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BundleTest {

    private final List<byte[]> transactions =
            IntStream.range(0, 5)
                    .mapToObj(n -> Transaction.fence("t" + n, "t" + (n - 1), Instant.EPOCH).bytes())
                    .toList();

    @Test
    void givesBackWhatWasPutIn() {
        var opened = Bundle.open(Bundle.of(transactions));

        assertEquals(transactions.size(), opened.size());
        for (int i = 0; i < opened.size(); i++) {
            assertArrayEquals(transactions.get(i), opened.get(i));
        }
    }

    @Test
    void aSingleTransactionIsTheEntryItself() {
        var single = transactions.get(0);

        assertSame(single, Bundle.of(List.of(single)));
        assertSame(single, Bundle.open(single).get(0));
        assertEquals(Writer.STORE, Transaction.read(Bundle.open(single).get(0)).writer());
    }

    @Test
    void refusesWhatWasCutOff() {
        var whole = Bundle.of(transactions);
        var ends = new TreeSet<>(Set.of(1));
        transactions.forEach(bytes -> ends.add(ends.last() + Integer.BYTES + bytes.length));

        for (int length = 1; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);
            if (ends.contains(length)) {
                assertEquals(ends.headSet(length).size(), Bundle.open(cut).size());
            } else {
                assertThrows(IllegalArgumentException.class, () -> Bundle.open(cut), "" + length);
            }
        }
    }
}
