import Mail

/// A ``RawMailStore`` whose calls are noted and fail where a plan says so.
final class RawMailProbe: RawMailStore {
    private let base: any RawMailStore
    private let plan: FaultPlan

    init(_ base: any RawMailStore = InMemoryRawMail(), failing plan: FaultPlan = FaultPlan(nil)) {
        self.base = base
        self.plan = plan
    }

    /// The keys that were asked for, in order.
    var fetched: [String] { keys("get ") }
    /// The keys that were deleted, in order.
    var deleted: [String] { keys("delete ") }

    private func keys(_ prefix: String) -> [String] {
        plan.calls.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    }

    func put(_ bytes: [UInt8], key: String) async throws {
        try plan.note("put \(key)")
        try await base.put(bytes, key: key)
    }

    func get(_ key: String) async throws -> [UInt8] {
        try plan.note("get \(key)")
        return try await base.get(key)
    }

    func get(_ key: String, _ range: Range<Int>) async throws -> [UInt8] {
        try plan.note("get \(key) \(range)")
        return try await base.get(key, range)
    }

    func delete(_ key: String) async throws {
        try plan.note("delete \(key)")
        try await base.delete(key)
    }
}
