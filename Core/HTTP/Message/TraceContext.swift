/// The X-Ray trace that the current task works for.
///
/// A value of the task, not of the process: invocations that run at the same time each have their own.
public enum TraceContext {
    /// The trace header, such as `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1`; nil outside an invocation.
    @TaskLocal public static var current: String?
}
