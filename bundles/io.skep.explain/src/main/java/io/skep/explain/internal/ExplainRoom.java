package io.skep.explain.internal;

import io.skep.control.Advisor;
import io.skep.control.Explained;
import io.skep.control.Explainer;
import io.skep.explain.internal.story.Story;
import io.skep.model.Task;
import io.skep.model.View;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Explains tasks. While the scheduler's bundle is replaced its part is missing. */
@Component(name = "io.skep.explain")
public final class ExplainRoom implements Explainer {

    // set by threads that start and stop bundles
    private final AtomicReference<Optional<Advisor>> advisor =
            new AtomicReference<>(Optional.empty());

    /** The scheduler is there. */
    @Reference(
            name = "advisor",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    public void bind(Advisor there) {
        advisor.set(Optional.of(there));
    }

    /** The scheduler goes; another may be there already. */
    public void unbind(Advisor gone) {
        advisor.updateAndGet(known -> known.filter(there -> there != gone));
    }

    @Override
    public Explained explain(View view, Task task, Instant now) {
        var advice = advisor.get();
        return new Explained(
                new Story(view, task, now).chain(),
                advice.map(there -> there.ranking(view, task, now)).orElse(List.of()),
                advice.map(there -> there.remedies(view, task)).orElse(List.of()));
    }
}
