package io.skep.model.spec;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** An immutable map in key order that is known as such, so that it need not be copied again. */
final class Ordered<V> extends AbstractMap<String, V> {

    private final SortedMap<String, V> values;

    Ordered(Map<String, V> values) {
        this.values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    @Override
    public Set<Entry<String, V>> entrySet() {
        return values.entrySet();
    }

    @Override
    public V get(Object key) {
        return values.get(key);
    }

    @Override
    public boolean containsKey(Object key) {
        return values.containsKey(key);
    }
}
