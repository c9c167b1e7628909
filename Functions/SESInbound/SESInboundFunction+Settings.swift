import LambdaRuntime

extension SESInboundFunction {
    /// Reads `POSTROOM_PLAN_SECONDS`: for how long a plan is known before it is read again.
    /// - Throws: `InvalidSetting`, which names the variable.
    public static func plansAreKept(_ settings: FunctionSettings) throws -> Duration {
        guard let text = settings.optional("POSTROOM_PLAN_SECONDS") else { return .seconds(60) }
        guard let seconds = Int(text), (0...86_400).contains(seconds) else {
            throw InvalidSetting("POSTROOM_PLAN_SECONDS is '\(text)': it has to be a whole number of seconds, a day at most")
        }
        return .seconds(seconds)
    }
}
