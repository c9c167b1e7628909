extension InvocationContext {
    /// What sending may take of the invocation's time: the rest is for noting what was done. A minute where nothing limits it.
    public var timeForSending: Duration {
        guard let left = remainingTime else { return .seconds(60) }
        return max(.zero, left - .seconds(3))
    }
}
