import CChildProcess

/// How a process ended.
package enum ProcessExit: Equatable, Sendable {
    case status(Int32)
    case signal(Int32)

    /// As Lambda words it: `Runtime exited with error: exit status 1`.
    package var description: String {
        switch self {
        case .status(0): "Runtime exited without providing a reason"
        case .status(let status): "Runtime exited with error: exit status \(status)"
        case .signal(let signal): "Runtime exited with error: signal: \(Self.name(signal))"
        }
    }

    private static func name(_ signal: Int32) -> String {
        child_process_signal_name(signal).map { String(cString: $0).lowercased() } ?? "\(signal)"
    }
}
