package io.skep.store;

import io.skep.model.Change;
import io.skep.model.Stamp;
import io.skep.model.View;
import java.util.List;

/**
 * One committed transaction.
 *
 * @param stamp when
 * @param changes what
 * @param before the state without it
 * @param after the state with it
 */
public record Commit(Stamp stamp, List<Change> changes, View before, View after) {}
