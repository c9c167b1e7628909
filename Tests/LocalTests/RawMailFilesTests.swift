import Foundation
import Local
import Testing

@Suite struct RawMailFilesTests {
    @Test(arguments: [
        "../../escape", "/etc/passwd", "..", ".", "x..", "a/b", "", "x", "nul\0byte", String(repeating: "k", count: 5000), "ü",
    ])
    func aKeyNeverLeavesTheDirectory(key: String) async throws {
        let scratch = try Scratch()
        let files = try RawMailFiles(directory: scratch.path + "/raw")
        try await files.put([1, 2, 3], key: key)
        #expect(try await files.get(key) == [1, 2, 3])
        let stored = scratch.files
        #expect(stored.count == 1)
        #expect(stored.allSatisfy { $0.hasPrefix("raw/") && $0.utf8.count < 100 })
        try await files.delete(key)
        #expect(scratch.files.isEmpty)
    }

    @Test func nothingHalfWrittenIsLeftInPlace() async throws {
        let scratch = try Scratch()
        let files = try RawMailFiles(directory: scratch.path + "/raw")
        try await files.put(Array(repeating: 7, count: 200_000), key: "whole")
        let file = try #require(scratch.files.first)
        #expect(scratch.files.count == 1 && file.hasSuffix("/whole"))
        let attributes = try FileManager.default.attributesOfItem(atPath: scratch.path + "/" + file)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
}
