import Foundation
import Local
import Testing

@Suite struct RememberedMailboxesTests {
    private let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("remembered-\(UUID().uuidString)").path
    private let now = Date(timeIntervalSince1970: 1_795_249_800)

    private func entry(_ address: String, server: String = "http://a", cursor: String = "m0", minutes: Double = 60)
        -> RememberedMailboxes.Entry
    {
        .init(server: server, address: address, token: "t-\(address)", cursor: cursor, expiresAt: now.addingTimeInterval(minutes * 60))
    }

    private func withFile(_ body: (RememberedMailboxes) throws -> Void) throws {
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        try body(try #require(RememberedMailboxes(environment: ["XDG_STATE_HOME": scratch])))
    }

    @Test func whatIsRememberedIsFoundOnItsServer() throws {
        try withFile { file in
            try file.remember(entry("a@x.test"), now: now)
            try file.remember(entry("a@x.test", server: "http://b", cursor: "m4"), now: now)
            #expect(try file.entry("A@X.test", server: "http://a") == entry("a@x.test"))
            #expect(try file.entry("a@x.test", server: "http://b")?.cursor == "m4")
            #expect(try file.entry("a@x.test", server: "http://c") == nil)
            try file.update("a@x.test", server: "http://a", now: now) { $0.cursor = "m9" }
            try file.forget("a@x.test", server: "http://b", now: now)
            #expect(try file.entries(server: "http://a").map(\.cursor) == ["m9"])
            #expect(try file.entries(server: "http://b").isEmpty)
        }
    }

    @Test func nobodyElseMayReadIt() throws {
        try withFile { file in
            try file.remember(entry("a@x.test"), now: now)
            for (path, mode) in [(file.path, 0o600), ((file.path as NSString).deletingLastPathComponent, 0o700)] {
                let attributes = try FileManager.default.attributesOfItem(atPath: path)
                #expect(attributes[.posixPermissions] as? Int == mode)
            }
        }
    }

    @Test func whatHasEndedLongAgoIsForgotten() throws {
        try withFile { file in
            try file.remember(entry("old@x.test", minutes: -1500), now: now)
            try file.remember(entry("new@x.test"), now: now)
            #expect(try file.entries(server: "http://a").map(\.address) == ["new@x.test"])
        }
    }

    @Test func whatIsNotRememberedChangesNothing() throws {
        try withFile { file in
            try file.update("a@x.test", server: "http://a") { $0.cursor = "m9" }
            try file.forget("a@x.test", server: "http://a")
            #expect(!FileManager.default.fileExists(atPath: file.path))
        }
    }

    @Test func aDamagedFileIsNotOverwritten() throws {
        try withFile { file in
            try file.remember(entry("a@x.test"), now: now)
            try Data("{".utf8).write(to: URL(fileURLWithPath: file.path))
            #expect(throws: RememberedMailboxes.Unusable.self) { try file.remember(entry("b@x.test"), now: now) }
            #expect(FileManager.default.contents(atPath: file.path) == Data("{".utf8))
        }
    }

    @Test func thePlaceIsTheOneForState() {
        #expect(RememberedMailboxes(environment: ["HOME": "/h"])?.path == "/h/.local/state/postroom/mailboxes.json")
        #expect(
            RememberedMailboxes(environment: ["HOME": "/h", "XDG_STATE_HOME": "relative"])?.path
                == "/h/.local/state/postroom/mailboxes.json")
        #expect(RememberedMailboxes(environment: [:])?.path == nil)
    }
}
