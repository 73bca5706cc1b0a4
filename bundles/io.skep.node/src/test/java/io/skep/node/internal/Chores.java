package io.skep.node.internal;

import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Duties that write down what they are told. */
final class Chores {

    final List<String> told = new ArrayList<>();

    Chore chore(String name, Duty.Scope scope, String... follows) {
        return new Chore(name, scope, List.of(follows));
    }

    /** What was told since the last time. */
    List<String> news() {
        var news = List.copyOf(told);
        told.clear();
        return news;
    }

    /** A duty that does as the test says. */
    final class Chore implements Duty {

        private final String name;
        private final Scope scope;
        private final List<String> follows;
        final List<DutyContext> contexts = new ArrayList<>();
        int refusals;
        boolean silent;
        boolean sturdy;
        final CompletableFuture<Void> late = new CompletableFuture<>();
        CompletableFuture<Void> leaving = CompletableFuture.completedFuture(null);

        private Chore(String name, Scope scope, List<String> follows) {
            this.name = name;
            this.scope = scope;
            this.follows = follows;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Scope scope() {
            return scope;
        }

        /** What it was started with last. */
        DutyContext last() {
            return contexts.get(contexts.size() - 1);
        }

        @Override
        public boolean worksLocked() {
            return sturdy;
        }

        @Override
        public List<String> follows() {
            return follows;
        }

        @Override
        public CompletionStage<Void> start(DutyContext context) {
            contexts.add(context);
            if (refusals > 0) {
                refusals--;
                told.add(name + " refuses");
                return CompletableFuture.failedFuture(new IllegalStateException("no disk"));
            }
            told.add(name + " starts");
            return silent ? late : CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> leave() {
            told.add(name + " leaves");
            return leaving;
        }

        @Override
        public CompletionStage<Void> stop(Duration grace) {
            told.add(name + " stops");
            return silent ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
        }
    }
}
