package ${package};

import io.skep.scheduler.spi.SchedulingStrategy;
import io.skep.tck.scheduler.SchedulerContract;

/** Everything the contract asks of a strategy. */
class MyStrategyTest extends SchedulerContract {

    @Override
    protected SchedulingStrategy strategy() {
        return new MyStrategy();
    }
}
