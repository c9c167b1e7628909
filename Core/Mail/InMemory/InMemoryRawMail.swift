/// A ``RawMailStore`` that forgets everything when the process ends.
public actor InMemoryRawMail: RawMailStore {
    /// By the bytes of the key: strings are also equal when only their Unicode normalization differs, files and S3 objects are not.
    private var mails: [[UInt8]: [UInt8]] = [:]

    /// Creates an empty store.
    public init() {}

    /// See ``RawMailStore/put(_:key:)``.
    public func put(_ bytes: [UInt8], key: String) { mails[Array(key.utf8)] = bytes }

    /// See ``RawMailStore/get(_:)``.
    public func get(_ key: String) throws -> [UInt8] {
        guard let bytes = mails[Array(key.utf8)] else { throw RawMailMissing(key: key) }
        return bytes
    }

    /// See ``RawMailStore/get(_:_:)``.
    public func get(_ key: String, _ range: Range<Int>) throws -> [UInt8] {
        guard !range.isEmpty else { return [] }
        let mail = try get(key)
        return Array(mail[range.clamped(to: mail.indices)])
    }

    /// See ``RawMailStore/delete(_:)``.
    public func delete(_ key: String) { mails[Array(key.utf8)] = nil }
}
