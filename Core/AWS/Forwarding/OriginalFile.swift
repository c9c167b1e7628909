import Forwarding
import HTTP
import MIME

/// A mail in a file: scanned in mapped memory, and sent by reading.
package final class OriginalFile: OriginalMail {
    private let file: HTTPTemporaryFile
    private let map: HTTPMappedFile

    package init(_ file: HTTPTemporaryFile) throws {
        self.file = file
        map = try file.map()
    }

    package var count: Int { file.length }

    package func message() -> Message { Message(map.bytes, keeping: map) }

    /// Not out of the mapped memory, which would count as the function's as long as it is touched.
    package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int { try file.read(at: offset, into: buffer) }

    package func releaseMemory() { map.forget() }
}
