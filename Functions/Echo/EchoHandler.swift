import LambdaRuntime

public func placeholder() { LambdaRuntime.placeholder() }
