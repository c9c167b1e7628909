import Foundation
import Glibc

/// What opens the mailboxes that this user made with the program: a file of which nobody else reads a byte.
public struct RememberedMailboxes: Sendable {
    /// A mailbox of a server.
    public struct Entry: Codable, Sendable, Equatable {
        /// The server's address.
        public var server: String
        /// The mailbox's.
        public var address: String
        /// What opens it.
        public var token: String
        /// Behind which message the next wait begins, such as `m3`.
        public var cursor: String
        /// From when on it is gone.
        public var expiresAt: Date

        enum CodingKeys: String, CodingKey {
            case server, address, token, cursor
            case expiresAt = "expires_at"
        }

        /// Creates an entry.
        public init(server: String, address: String, token: String, cursor: String, expiresAt: Date) {
            self.server = server
            self.address = address
            self.token = token
            self.cursor = cursor
            self.expiresAt = expiresAt
        }
    }

    /// The file cannot be used.
    public struct Unusable: Error, CustomStringConvertible {
        /// Which one, why, and what to do.
        public let description: String
    }

    private struct Content: Codable {
        var mailboxes: [Entry] = []
    }

    /// Where the file is.
    public let path: String

    /// Names the file.
    public init(path: String) { self.path = path }

    /// The user's file: `postroom/mailboxes.json` in `$XDG_STATE_HOME`, or in `~/.local/state`; nil for a user without a home.
    public init?(environment: [String: String]) {
        // XDG Base Directory Specification: a path that is not absolute is to be ignored.
        let state = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        guard let folder = state ?? home.map({ "\($0)/.local/state" }) else { return nil }
        path = "\(folder)/postroom/mailboxes.json"
    }

    /// All that are remembered, of a server.
    public func entries(server: String) throws -> [Entry] { try read().mailboxes.filter { $0.server == server } }

    /// What is remembered of a mailbox.
    public func entry(_ address: String, server: String) throws -> Entry? {
        try read().mailboxes.first { Self.isSame($0, address, server) }
    }

    /// Remembers a mailbox, instead of what was known of it.
    public func remember(_ entry: Entry, now: Date = Date()) throws {
        try change(now: now) { content in
            content.mailboxes.removeAll { Self.isSame($0, entry.address, entry.server) }
            content.mailboxes.append(entry)
        }
    }

    /// Remembers where the last wait ended, and when a mailbox ends, if it is known.
    public func update(_ address: String, server: String, now: Date = Date(), _ update: (inout Entry) -> Void) throws {
        // Most mailboxes of others are not: then nothing is written.
        guard try entry(address, server: server) != nil else { return }
        try change(now: now) { content in
            for index in content.mailboxes.indices where Self.isSame(content.mailboxes[index], address, server) {
                update(&content.mailboxes[index])
            }
        }
    }

    /// Forgets a mailbox.
    public func forget(_ address: String, server: String, now: Date = Date()) throws {
        guard try entry(address, server: server) != nil else { return }
        try change(now: now) { $0.mailboxes.removeAll { Self.isSame($0, address, server) } }
    }

    private static func isSame(_ entry: Entry, _ address: String, _ server: String) -> Bool {
        entry.server == server && entry.address.lowercased() == address.lowercased()
    }

    private func read() throws -> Content {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            guard !FileManager.default.fileExists(atPath: path) else { throw Unusable(description: "\(path) cannot be read") }
            return Content()
        }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        do {
            return try decoder.decode(Content.self, from: bytes)
        } catch {
            throw Unusable(description: "\(path) is damaged. Move it away; mailboxes that it has can be opened with POSTROOM_TOKEN.")
        }
    }

    /// Reads, changes and writes the file; two changes at the same time come one after the other.
    private func change(now: Date, _ change: (inout Content) -> Void) throws {
        let folder = (path as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Unusable(description: "the folder \(folder) cannot be made: set XDG_STATE_HOME to one that you may write in")
        }
        let lock = open("\(path).lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw DurableFile.Failure("open", "\(path).lock") }
        defer { close(lock) }
        while flock(lock, LOCK_EX) != 0 {
            guard errno == EINTR else { throw DurableFile.Failure("lock", "\(path).lock") }
        }
        var content = try read()
        // What has ended opens nothing any more. A server's clock may be behind.
        content.mailboxes.removeAll { $0.expiresAt < now.addingTimeInterval(-86_400) }
        change(&content)
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let bytes = [UInt8](try encoder.encode(content)) + [UInt8(ascii: "\n")]
        // Left by a process that was killed.
        unlink("\(path).next")
        var file = try DurableFile(temporaryPath: "\(path).next")
        try file.append(bytes[...])
        try file.commit(to: path)
    }
}
