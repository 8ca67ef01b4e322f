package dev.kontor.launcher.progress;

/// Tells a person what is going on. Steps may overlap and may be reported from any thread.
public interface Progress extends AutoCloseable {

    /// Begins a step; its clock runs until [Step#done] or [Step#failed].
    Step begin(String title);

    /// A lasting line, outside any step.
    void say(String line);

    @Override
    default void close() {}

    /// One thing that takes time.
    interface Step {
        /// What the step is busy with now, in a few words.
        void now(String detail);

        /// The step held; `result` is what a reader wants to keep, may be empty.
        void done(String result);

        /// The step did not hold.
        void failed(String reason);
    }

    /// For callers that want no output.
    static Progress silent() {
        return new Silent();
    }

    /// Says nothing.
    record Silent() implements Progress, Step {
        @Override
        public Step begin(String title) {
            return this;
        }

        @Override
        public void say(String line) {}

        @Override
        public void now(String detail) {}

        @Override
        public void done(String result) {}

        @Override
        public void failed(String reason) {}
    }
}
