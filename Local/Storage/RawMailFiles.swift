import Crypto
import Foundation
import Mail

/// Raw mails as files: `raw/<two characters>/<key>` below the data directory.
public struct RawMailFiles: RawMailStore {
    private let directory: String
    private let incoming: String
    private let random = SystemRandom()

    /// Opens the directory, which is made when it is not there, and removes what an interrupted run left half-written.
    public init(directory: String) throws {
        self.directory = directory
        incoming = directory + "/incoming"
        if FileManager.default.fileExists(atPath: incoming) { try FileManager.default.removeItem(atPath: incoming) }
        try FileManager.default.createDirectory(atPath: incoming, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// See ``RawMailStore/put(_:key:)``.
    public func put(_ bytes: [UInt8], key: String) async throws {
        try await BlockingIO.run {
            var file = try begin()
            try file.append(bytes[...])
            try finish(file, key: key)
        }
    }

    /// See ``RawMailStore/get(_:)``.
    public func get(_ key: String) async throws -> [UInt8] {
        try await BlockingIO.run {
            let path = path(of: key)
            do {
                return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            } catch CocoaError.fileReadNoSuchFile {
                throw RawMailMissing(key: key)
            }
        }
    }

    /// See ``RawMailStore/delete(_:)``.
    public func delete(_ key: String) async throws {
        try await BlockingIO.run {
            do {
                try FileManager.default.removeItem(atPath: path(of: key))
            } catch CocoaError.fileNoSuchFile {
                return
            }
        }
    }

    /// Begins a mail that comes in piece by piece.
    func begin() throws -> DurableFile {
        try DurableFile(temporaryPath: "\(incoming)/\(try random.bytes(16).hexadecimal)")
    }

    /// Makes a mail durable under its key. Blocks on the disk.
    func finish(_ file: consuming DurableFile, key: String) throws {
        let path = path(of: key)
        let folder = (path as NSString).deletingLastPathComponent
        if !FileManager.default.fileExists(atPath: folder) {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try DurableFile.syncDirectory(of: folder)
        }
        try file.commit(to: path)
    }

    /// Keys of all mails.
    func keys() throws -> [String] {
        var result: [String] = []
        for folder in try FileManager.default.contentsOfDirectory(atPath: directory) where folder != "incoming" {
            result += try FileManager.default.contentsOfDirectory(atPath: "\(directory)/\(folder)")
        }
        return result
    }

    /// A key that could leave the directory, or that is no good file name, is replaced by its hash.
    private func path(of key: String) -> String {
        let isSafe = key.utf8.count <= 200 && key.utf8.count >= 2 && key.first != "." && key.utf8.allSatisfy(Self.isSafe)
        let name = isSafe ? key : "sha256-" + SHA256.hash(Array(key.utf8)).hexadecimal
        return "\(directory)/\(name.suffix(2))/\(name)"
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
