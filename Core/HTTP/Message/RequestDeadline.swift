/// When whatever the current task does has to be done: the end of an invocation.
///
/// A value of the task, as ``TraceContext`` is. Clients wait and retry no longer than that.
public enum RequestDeadline {
    /// The point in time; nil where there is none.
    @TaskLocal public static var current: ContinuousClock.Instant?
}
