import Crypto
import Foundation
import Glibc
import Mail
import Synchronization

/// Raw mails as files: `raw/<two characters>/<key>` below the data directory.
public final class RawMailFiles: RawMailStore {
    private let directory: String
    private let incoming: String
    private let random = SystemRandom()
    /// Mails that are being delivered, and which of them somebody wanted to delete meanwhile.
    private let held = Mutex<[String: Bool]>([:])

    /// Opens the directory, which is made when it is not there, and removes what an interrupted run left half-written.
    public init(directory: String) throws {
        self.directory = directory
        incoming = directory + "/incoming"
        try FileManager.default.createDirectory(atPath: incoming, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for name in try FileManager.default.contentsOfDirectory(atPath: incoming) where Self.isDraft(name) {
            try remove("\(incoming)/\(name)")
        }
        // Every folder is there and durable before the first mail: a mail then only has to sync its own.
        for byte in UInt8.min...UInt8.max {
            let folder = "\(directory)/\([byte].hexadecimal)"
            guard !FileManager.default.fileExists(atPath: folder) else { continue }
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        }
        try DurableFile.syncDirectory(of: incoming)
    }

    /// See ``RawMailStore/put(_:key:)``.
    public func put(_ bytes: [UInt8], key: String) async throws {
        try await BlockingIO.run { [self] in
            var file = try begin()
            try file.append(bytes[...])
            try finish(file, key: key)
        }
    }

    /// See ``RawMailStore/get(_:)``.
    public func get(_ key: String) async throws -> [UInt8] {
        try await read(key) { [UInt8](try Data(contentsOf: $0)) }
    }

    /// See ``RawMailStore/get(_:_:)``.
    public func get(_ key: String, _ range: Range<Int>) async throws -> [UInt8] {
        guard !range.isEmpty else { return [] }
        return try await read(key) { url in
            let file = try FileHandle(forReadingFrom: url)
            defer { try? file.close() }
            try file.seek(toOffset: UInt64(max(0, range.lowerBound)))
            return [UInt8](try file.read(upToCount: range.count) ?? Data())
        }
    }

    private func read(_ key: String, _ contents: @escaping @Sendable (URL) throws -> [UInt8]) async throws -> [UInt8] {
        try await BlockingIO.run { [self] in
            do {
                return try contents(URL(fileURLWithPath: path(of: key)))
            } catch CocoaError.fileReadNoSuchFile {
                throw RawMailMissing(key: key)
            }
        }
    }

    /// See ``RawMailStore/delete(_:)``. A mail that is being delivered stays until ``release(_:)``.
    public func delete(_ key: String) async throws {
        let isHeld = held.withLock { held in
            guard held[key] != nil else { return false }
            held[key] = true
            return true
        }
        guard !isHeld else { return }
        try await BlockingIO.run { [self] in try remove(path(of: key)) }
    }

    /// Removes a file, never a folder.
    private func remove(_ path: String) throws {
        guard unlink(path) == 0 || errno == ENOENT || errno == EISDIR else { throw DurableFile.Failure("remove", path) }
    }

    /// Keeps a mail until ``release(_:)``: its first recipient may delete it while the last one's copy is not committed yet.
    func hold(_ key: String) { held.withLock { $0[key] = false } }

    /// Ends ``hold(_:)``.
    /// - Returns: whether somebody wanted to delete the mail meanwhile.
    func release(_ key: String) -> Bool { held.withLock { $0.removeValue(forKey: key) } ?? false }

    /// Begins a mail that comes in piece by piece.
    func begin() throws -> DurableFile {
        try DurableFile(temporaryPath: "\(incoming)/\(try random.bytes(16).hexadecimal)")
    }

    /// Makes a mail durable under its key. Blocks on the disk.
    func finish(_ file: consuming DurableFile, key: String) throws {
        try file.commit(to: path(of: key))
    }

    /// Removes every mail whose key is not among `keys`, and no file that this type cannot have written.
    func removeAll(except keys: Set<String>) throws {
        let kept = Set(keys.map(path))
        for byte in UInt8.min...UInt8.max {
            let folder = "\(directory)/\([byte].hexadecimal)"
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                let file = "\(folder)/\(name)"
                guard !kept.contains(file), path(of: name) == file || Self.isHashed(name) else { continue }
                try remove(file)
            }
        }
    }

    private static func isDraft(_ name: String) -> Bool { name.utf8.count == 32 && name.allSatisfy(\.isHexDigit) }

    private static func isHashed(_ name: String) -> Bool {
        name.hasPrefix("sha256-") && name.utf8.count == 71 && name.dropFirst(7).allSatisfy(\.isHexDigit)
    }

    /// A key that is no good file name, or that could leave the directory, is replaced by its hash.
    private func path(of key: String) -> String {
        let hash = SHA256.hash(Array(key.utf8)).hexadecimal
        let isSafe = (1...200).contains(key.utf8.count) && key.first != "." && key.utf8.allSatisfy(Self.isSafe)
        return "\(directory)/\(hash.prefix(2))/\(isSafe ? key : "sha256-\(hash)")"
    }

    private static func isSafe(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
