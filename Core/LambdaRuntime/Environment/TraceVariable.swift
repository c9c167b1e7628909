import Glibc

/// The environment variable `_X_AMZN_TRACE_ID`, where other libraries look for the trace.
///
/// Its memory is ours and stays where it is, so that a change is safe while other threads read variables; `setenv` is not.
package final class TraceVariable: @unchecked Sendable {  // Written by the one loop; readers see old or new characters, and always an end.
    private static let name = "_X_AMZN_TRACE_ID="
    private static let capacity = 1024
    private let entry = UnsafeMutablePointer<CChar>.allocate(capacity: capacity)
    private var length = 0

    /// The one of this process.
    package static let shared = TraceVariable()

    private init() {
        entry.initialize(repeating: 0, count: Self.capacity)
        for (index, byte) in Self.name.utf8.enumerated() { entry[index] = CChar(bitPattern: byte) }
        putenv(entry)
    }

    /// Sets the value. One that is too long is as good as none.
    package func set(_ value: String) {
        let start = Self.name.utf8.count
        var end = start
        if value.utf8.count < Self.capacity - start - 1 {
            for byte in value.utf8 where byte != 0 {
                entry[end] = CChar(bitPattern: byte)
                end += 1
            }
        }
        for index in end..<max(end + 1, start + length + 1) { entry[index] = 0 }
        length = end - start
    }
}
