import Foundation
import GRDB
import Glibc
import Mail

/// The directory in which a local Postroom keeps everything: `postroom.sqlite`, `raw/` and `lock`.
public final class DataDirectory: Sendable {
    /// The directory cannot be used.
    public struct Unusable: Error, CustomStringConvertible {
        /// Which one, why, and what to do.
        public let description: String
    }

    /// Mailboxes and messages.
    public let store: SQLiteMailboxStore
    /// Accounts and their keys.
    public var accounts: any AccountStore { store }
    /// Raw mails.
    public let rawMail: RawMailFiles
    private let lock: Int32

    /// Opens the directory for this process alone.
    /// - Parameter isNew: whether it may be made when it is not there.
    /// - Throws: ``Unusable`` with the reason.
    public init(path: String, isNew: Bool = true) async throws {
        let isFresh = !FileManager.default.fileExists(atPath: path + "/postroom.sqlite")
        guard isNew || !isFresh else {
            throw Unusable(description: "there is no Postroom data in \(path). Name the directory with --data.")
        }
        guard !isFresh || !FileManager.default.fileExists(atPath: path + "/raw") else {
            throw Unusable(
                description: """
                    \(path) has a folder 'raw' but no postroom.sqlite: it is no Postroom data, or has lost its database. Nothing was changed. \
                    Choose another directory with --data, or move 'raw' away.
                    """)
        }
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            let reason = path.isEmpty ? "it has no name" : "a part of the path is a file, or this user may not write there"
            throw Unusable(description: "cannot make the data directory '\(path)': \(reason). Choose another one with --data.")
        }
        // SQLite makes its files by the umask: mail is nobody else's business.
        umask(0o077)
        lock = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else {
            throw Unusable(description: "cannot write in \(path): \(String(cString: strerror(errno))). Choose another one with --data.")
        }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw Unusable(description: "\(path) is in use by another postroom. Stop that one, or choose another directory with --data.")
        }
        do {
            // The database first: 'raw' without it is what a start refuses, and must not be what an interrupted first start leaves.
            let store = try SQLiteMailboxStore(path: path + "/postroom.sqlite")
            let rawMail = try RawMailFiles(directory: path + "/raw")
            // A crash between writing a raw mail and committing it leaves a file that nobody was promised.
            let keys = try await store.rawKeys()
            try await BlockingIO.run { try rawMail.removeAll(except: keys) }
            self.rawMail = rawMail
            self.store = store
        } catch {
            close(lock)
            throw Unusable(description: "cannot open the data in \(path): \(Self.explain(error))")
        }
    }

    /// Accounts and plans alone, also while a server has the directory: its lock is there for the raw mails, and SQLite has its own.
    /// - Parameter isNew: whether the directory may be made when it is not there.
    /// - Throws: ``Unusable`` with the reason.
    public static func accounts(path: String, isNew: Bool) async throws -> any AccountStore & MailboxStore {
        guard FileManager.default.fileExists(atPath: path + "/postroom.sqlite") else {
            return try await DataDirectory(path: path, isNew: isNew).store
        }
        umask(0o077)
        do {
            return try SQLiteMailboxStore(path: path + "/postroom.sqlite")
        } catch {
            throw Unusable(description: "cannot open the data in \(path): \(explain(error))")
        }
    }

    private static func explain(_ error: any Error) -> String {
        switch error {
        case let error as DatabaseError where error.resultCode == .SQLITE_NOTADB || error.resultCode == .SQLITE_CORRUPT:
            "postroom.sqlite is damaged (\(error.resultCode)). Restore it from a copy, or choose another directory with --data."
        case let error as DatabaseError: "postroom.sqlite: \(error.message ?? "\(error.resultCode)")"
        case let error as CocoaError: "\(error.userInfo[NSFilePathErrorKey] ?? "raw") cannot be used (code \(error.errorCode))"
        default: "\(error)"
        }
    }

    deinit {
        close(lock)
    }
}
