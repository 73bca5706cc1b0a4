package io.skep.model;

/**
 * Identity of a task.
 *
 * @param value the id as users see it
 */
public record TaskId(String value) implements Id, Comparable<TaskId> {

    /** Checks the text. */
    public TaskId {
        Id.checked(value);
    }

    @Override
    public int compareTo(TaskId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
