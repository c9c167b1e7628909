import CCrashReport

/// The signal handlers that report a crash.
enum CrashReporting {
    /// Installs them, behind the first ``CrashSlot``.
    static func install(logsJSON: Bool) { postroom_crash_install(logsJSON ? 1 : 0) }

    /// Lets a stack overflow of the calling thread be reported too.
    static func useOwnStack() { postroom_crash_use_own_stack() }
}
