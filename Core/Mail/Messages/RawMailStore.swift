/// Where raw mails are kept: files on a laptop, S3 objects on AWS.
public protocol RawMailStore: Sendable {
    /// Stores a mail durably: when it returns, the mail survives a crash of the machine. An existing one of the key is replaced.
    func put(_ bytes: [UInt8], key: String) async throws

    /// The mail of a key.
    /// - Throws: ``RawMailMissing`` when there is none, which may pass; other errors as the storage has them.
    func get(_ key: String) async throws -> [UInt8]

    /// A range of the mail of a key: less where the mail ends before, and nothing, without looking, where the range is empty.
    /// - Throws: as ``get(_:)``.
    func get(_ key: String, _ range: Range<Int>) async throws -> [UInt8]

    /// Removes a mail; a key without one is no error.
    func delete(_ key: String) async throws
}

/// A raw mail that should be there is not.
public struct RawMailMissing: Error, Equatable, CustomStringConvertible {
    /// The key that was asked for.
    public let key: String

    /// Creates the error.
    public init(key: String) {
        self.key = key
    }

    /// What it means and what happens.
    public var description: String {
        "there is no raw mail '\(key)': either it is not written yet (then a retry succeeds) or it was deleted or has expired"
    }
}
