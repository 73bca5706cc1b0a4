package io.skep.runtime.docker.internal;

import io.skep.itests.engine.TestEngine;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests where there is no engine; in CI that is a failure. */
final class NeedsEngine implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var missing = TestEngine.missing();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("there is an engine");
        }
        if (System.getenv("CI") != null) {
            throw new IllegalStateException("CI needs a container engine: " + missing);
        }
        return ConditionEvaluationResult.disabled(missing);
    }
}
