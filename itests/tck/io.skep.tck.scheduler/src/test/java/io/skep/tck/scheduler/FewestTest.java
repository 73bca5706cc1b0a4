package io.skep.tck.scheduler;

import io.skep.scheduler.spi.SchedulingStrategy;

/** The kit passes what is good. */
class FewestTest extends SchedulerContract {

    @Override
    protected SchedulingStrategy strategy() {
        return new Fewest();
    }
}
