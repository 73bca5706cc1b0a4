package io.skep.planner;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A step of planning.
 *
 * <p>PLN-1: pure; what it decides depends on the turn alone. PLN-2: planning an applied draft
 * changes nothing. PLN-3: it puts only the planner's parts. PLN-4: it may leave work for the next
 * turn by {@link Turn#again}.
 */
@ConsumerType
public interface Stage {

    /** Its name. */
    String name();

    /** Names of the stages it comes after. */
    List<String> follows();

    /** Plans. */
    void plan(Turn turn);
}
