import Foundation
import Glibc
import Mail
import Tracking

/// The mail log of a local Postroom: `mail.log` in its data directory, an entry a line.
public struct MailLogFile: MailLog, MailLogSource {
    /// At a start, a file of so many bytes becomes `mail.log.1`, and the one that was called so goes.
    private static let limit = 32 << 20

    private let path: String

    /// The log in a data directory; nothing is opened.
    public init(directory: String) { path = "\(directory)/mail.log" }

    /// Whether there is one.
    public var exists: Bool { FileManager.default.fileExists(atPath: path) }

    /// Puts a long file aside.
    public func rotate() throws {
        var information = stat()
        guard stat(path, &information) == 0, information.st_size >= Self.limit else { return }
        guard rename(path, "\(path).1") == 0 else { throw DurableFile.Failure("rename", path) }
    }

    /// See `MailLog.write(_:)`.
    public func write(_ entries: [MailLogEntry]) async throws {
        let bytes = Array(entries.map { "\($0.json)\n" }.joined().utf8)
        try await BlockingIO.run { try append(bytes) }
    }

    /// One call for all, so that lines of several writers do not mix.
    private func append(_ bytes: [UInt8]) throws {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DurableFile.Failure("open", path) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw DurableFile.Failure("write", path) }
            rest = rest.dropFirst(count)
        }
    }

    /// See `MailLogSource.entries(with:since:)`.
    public func entries(with words: [String], since: Timestamp) async throws -> [MailLogEntry] {
        try await BlockingIO.run { try read() }.filter { entry in
            let texts = [
                entry.sesID, entry.origin, entry.next, entry.messageID, entry.from, entry.to, entry.alias, entry.id,
            ]
            return entry.time >= since && texts.contains { $0.map(words.contains) ?? false }
        }
    }

    private func read() throws -> [MailLogEntry] {
        var all: [MailLogEntry] = []
        for path in ["\(path).1", path] where FileManager.default.fileExists(atPath: path) {
            all += MailLogEntry.all(in: String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self))
        }
        return all
    }
}
