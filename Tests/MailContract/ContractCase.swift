import Testing

/// One thing that is true of every adapter of a protocol of Mail.
///
/// A test target runs all of them with one parameterised test:
/// ```swift
/// @Test("SQLite keeps the contract of mailbox stores", arguments: MailboxStoreContract.all)
/// func mailboxStore(_ contract: ContractCase<any MailboxStore>) async throws {
///     try await contract.check(SQLiteMailboxStore(path: temporaryFile()))
/// }
/// ```
public struct ContractCase<Adapter: Sendable>: Sendable, CustomTestStringConvertible {
    /// What is true, as a sentence.
    public let name: String
    private let body: @Sendable (Adapter) async throws -> Void

    /// Creates a case.
    init(_ name: String, _ body: @escaping @Sendable (Adapter) async throws -> Void) {
        self.name = name
        self.body = body
    }

    /// Checks it; what is not so is recorded as an issue of the running test.
    /// - Parameter adapter: a fresh one for every case, with nothing in it but what it begins with.
    /// - Throws: what the adapter throws, and `ExpectationFailedError` where going on makes no sense.
    public func check(_ adapter: Adapter) async throws { try await body(adapter) }

    /// See ``name``.
    public var testDescription: String { name }
}
