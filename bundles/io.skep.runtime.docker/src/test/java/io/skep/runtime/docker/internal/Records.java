package io.skep.runtime.docker.internal;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Copies records with one component changed; those of specs have dozens. */
final class Records {

    private Records() {}

    static <R extends Record> R with(R record, String name, Object value) {
        var components = record.getClass().getRecordComponents();
        var types = Arrays.stream(components).map(RecordComponent::getType);
        var values = new Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                values[i] =
                        components[i].getName().equals(name)
                                ? value
                                : components[i].getAccessor().invoke(record);
            }
            @SuppressWarnings("unchecked")
            var type = (Class<R>) record.getClass();
            return type.getDeclaredConstructor(types.toArray(Class<?>[]::new)).newInstance(values);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
