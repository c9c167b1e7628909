import MIME
import Mail

/// A mail as it came, in a file or in memory: sending reads it a piece at a time.
public protocol OriginalMail: Sendable {
    /// How many bytes it has.
    var count: Int { get }

    /// The mail, scanned. What it needs of memory is the mail once.
    func message() throws -> Message

    /// Puts bytes from an offset on into the buffer; returns how many, 0 at the end.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int

    /// Gives back the memory that ``message()`` has touched. The message stays usable, and reads what it needs again.
    func releaseMemory()
}

/// Where mails are that are to be forwarded.
public protocol OriginalMails: Sendable {
    /// Fetches a mail.
    /// - Throws: `RawMailMissing` when there is none.
    func open(_ key: String) async throws -> any OriginalMail

    /// Sees to it that a mail is there until a time, and does not stay for ever behind it.
    func keep(_ key: String, until: Timestamp) async throws
}

/// A mail in memory.
public struct OriginalInMemory: OriginalMail {
    private let bytes: [UInt8]

    /// A mail of these bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// See ``OriginalMail/count``.
    public var count: Int { bytes.count }

    /// See ``OriginalMail/message()``.
    public func message() -> Message { Message(bytes) }

    /// See ``OriginalMail/read(at:into:)``.
    public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - offset)
        guard count > 0 else { return 0 }
        bytes[offset..<(offset + count)].withUnsafeBytes { buffer.copyMemory(from: $0) }
        return count
    }

    /// See ``OriginalMail/releaseMemory()``.
    public func releaseMemory() {}
}
