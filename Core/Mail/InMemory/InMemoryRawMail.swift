/// A ``RawMailStore`` that forgets everything when the process ends.
public actor InMemoryRawMail: RawMailStore {
    private var mails: [String: [UInt8]] = [:]

    /// Creates an empty store.
    public init() {}

    /// See ``RawMailStore/put(_:key:)``.
    public func put(_ bytes: [UInt8], key: String) { mails[key] = bytes }

    /// See ``RawMailStore/get(_:)``.
    public func get(_ key: String) throws -> [UInt8] {
        guard let bytes = mails[key] else { throw RawMailMissing(key: key) }
        return bytes
    }

    /// See ``RawMailStore/delete(_:)``.
    public func delete(_ key: String) { mails[key] = nil }
}
