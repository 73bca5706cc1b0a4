package io.skep.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
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
