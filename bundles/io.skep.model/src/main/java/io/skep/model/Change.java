package io.skep.model;

/** One step of a transaction. A change says what is to be, so applying it twice is harmless. */
public sealed interface Change {

    /** The kind of the object it touches. */
    Kind kind();

    /** The id of the object it touches. */
    String id();

    /** Whether it puts this part of its object. */
    default boolean puts(Part<?> part) {
        return this instanceof Put put && put.part() == part;
    }

    /**
     * Puts a part of an object; the object comes into being with its first part.
     *
     * @param part which part
     * @param id of which object
     * @param value its new value, of the part's type
     */
    record Put(Part<?> part, String id, Record value) implements Change {

        /** Checks that the value has the part's type. */
        public Put {
            Id.checked(id);
            part.type().cast(value);
        }

        @Override
        public Kind kind() {
            return part.kind();
        }
    }

    /**
     * Removes an object with all its parts.
     *
     * @param kind the object's kind
     * @param id the object's id
     */
    record Remove(Kind kind, String id) implements Change {}

    /** A change that puts {@code value} as {@code part} of the object {@code id}. */
    static <T extends Record> Change put(Part<T> part, Id id, T value) {
        return new Put(part, id.value(), value);
    }

    /** A change that removes an object. */
    static Change remove(Kind kind, Id id) {
        return new Remove(kind, id.value());
    }
}
