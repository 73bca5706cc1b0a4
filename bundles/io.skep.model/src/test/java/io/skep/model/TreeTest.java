package io.skep.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TreeTest {

    @Test
    void holdsWhatASortedMapHolds() {
        var random = new Random(7);
        var expected = new TreeMap<String, Integer>();
        var tree = Tree.<Integer>empty();

        for (int step = 0; step < 20_000; step++) {
            var key = Integer.toString(random.nextInt(3_000), 36);
            if (random.nextInt(3) == 0) {
                expected.remove(key);
                tree = tree.remove(key);
            } else {
                expected.put(key, step);
                tree = tree.put(key, step);
            }
        }

        assertEquals(new ArrayList<>(expected.values()), all(tree));
        assertEquals(expected.size(), tree.size());
        for (int n = 0; n < 3_000; n++) {
            var key = Integer.toString(n, 36);
            assertEquals(Optional.ofNullable(expected.get(key)), tree.get(key));
        }
    }

    @Test
    void growsAndShrinksThroughAllSizes() {
        for (long seed = 1; seed <= 20; seed++) {
            var random = new Random(seed);
            var keys = new ArrayList<String>();
            var tree = Tree.<String>empty();
            for (int i = 0; i < 5_000; i++) {
                var key = odd(random);
                keys.add(key);
                tree = tree.put(key, key);
            }
            var expected = new TreeSet<>(keys);
            assertEquals(List.copyOf(expected), all(tree));

            Collections.shuffle(keys, random);
            for (var key : keys) {
                expected.remove(key);
                tree = tree.remove(key);
                assertEquals(Optional.empty(), tree.get(key));
                if (expected.size() % 500 == 0) {
                    assertEquals(List.copyOf(expected), all(tree));
                    assertEquals(expected.size(), tree.size());
                }
            }
        }
    }

    /** Texts that are hard to order: empty, equal at first, with characters of every size. */
    private static String odd(Random random) {
        var letters = "\u0000ab\u007f\u0080\u00fe\u00ff\u0100\uffff";
        var key = new StringBuilder("aaaaaaaaa".substring(random.nextInt(10)));
        for (int i = random.nextInt(8); i > 0; i--) {
            key.append(letters.charAt(random.nextInt(letters.length())));
        }
        return key.toString();
    }

    @Test
    void beginsAnywhere() {
        var random = new Random(3);
        var expected = new TreeSet<String>();
        var tree = Tree.<String>empty();
        for (int i = 0; i < 3_000; i++) {
            var key = odd(random);
            expected.add(key);
            tree = tree.put(key, key);
        }

        for (int i = 0; i < 500; i++) {
            var prefix = odd(random);
            assertEquals(
                    expected.stream().filter(key -> key.startsWith(prefix)).toList(),
                    tree.withPrefix(prefix));
        }
    }

    @Test
    void staysAsItWasWhenAnotherIsMadeOfIt() {
        var before = Tree.<Integer>empty().put("a", 1).put("b", 2);

        before.put("a", 9).remove("b");

        assertEquals(List.of(1, 2), all(before));
    }

    @Test
    void tellsWhatDiffersBetweenAnyTwo() {
        for (long seed = 0; seed < 30; seed++) {
            var random = new Random(seed);
            var first = grown(Tree.empty(), random, 1 << random.nextInt(13));
            var second = grown(first, random, 1 << random.nextInt(10));
            var stranger = grown(Tree.empty(), random, 1 << random.nextInt(10));

            assertDiffers(first, second);
            assertDiffers(second, first);
            assertDiffers(second, stranger);
            assertDiffers(Tree.empty(), first);
            assertDiffers(first, Tree.empty());
            assertDiffers(first, first);
        }
    }

    private static void assertDiffers(Tree<String> before, Tree<String> after) {
        var told = new TreeMap<String, List<Optional<String>>>();
        after.since(
                before,
                (key, was, is) ->
                        assertEquals(null, told.put(key, List.of(was, is)), "told once: " + key));

        var expected = new TreeMap<String, List<Optional<String>>>();
        before.forEach(key -> expect(key.split("=")[0], before, after, expected));
        after.forEach(key -> expect(key.split("=")[0], before, after, expected));
        assertEquals(expected, told);
        assertEquals(expected.isEmpty(), before.equals(after));
    }

    private static void expect(
            String key,
            Tree<String> before,
            Tree<String> after,
            SortedMap<String, List<Optional<String>>> expected) {
        if (!before.get(key).equals(after.get(key))) {
            expected.put(key, List.of(before.get(key), after.get(key)));
        }
    }

    /** Values begin with their keys. */
    private static Tree<String> grown(Tree<String> tree, Random random, int steps) {
        var next = tree;
        for (int step = 0; step < steps; step++) {
            var key = Integer.toString(random.nextInt(4_000), 36);
            next =
                    random.nextInt(4) == 0
                            ? next.remove(key)
                            : next.put(key, key + "=" + random.nextInt(3));
        }
        return next;
    }

    @Test
    void looksAtLittleToTellLittle() {
        var before = Tree.<Counted>empty();
        for (int n = 0; n < 20_000; n++) {
            before = before.put("key" + n, new Counted(n));
        }
        var after =
                before.put("key777", new Counted(-1)).remove("key4711").put("k", new Counted(1));
        var told = new ArrayList<String>();

        Counted.compared = 0;
        after.since(before, (key, was, is) -> told.add(key));

        assertEquals(List.of("k", "key4711", "key777"), told);
        assertTrue(Counted.compared < 5 * Page.WIDTH, "compared " + Counted.compared);
    }

    /** Counts how often two are compared that are not the same. */
    private static final class Counted {

        private static int compared;
        private final int number;

        private Counted(int number) {
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            compared++;
            return other instanceof Counted counted && counted.number == number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    @Test
    void findsByPrefixInOrder() {
        var tree = Tree.<String>empty();
        for (var key : List.of("b", "ab", "abc", "a", "abd", "ac", "")) {
            tree = tree.put(key, key);
        }

        assertEquals(List.of("ab", "abc", "abd"), tree.withPrefix("ab"));
        assertEquals(List.of(), tree.withPrefix("x"));
        assertEquals(7, tree.withPrefix("").size());
    }

    private static <V> List<V> all(Tree<V> tree) {
        var values = new ArrayList<V>();
        tree.forEach(values::add);
        return values;
    }
}
