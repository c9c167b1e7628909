import Glibc
import Logging

/// Ends the process. Without the exit handlers of libraries, which are not made for threads that still run.
enum ProcessEnd {
    static func exit(_ code: Int32) -> Never {
        // What a handler printed.
        fflush(nil)
        _exit(code)
    }

    /// One line that says why, and exit code 1.
    static func fail(_ reason: String, _ logger: Logger) -> Never {
        logger.critical("\(reason)")
        exit(1)
    }
}
