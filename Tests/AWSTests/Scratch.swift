import FoundationEssentials

/// A folder of a test's own, which is removed with this.
final class Scratch: Sendable {
    let path: String

    init() {
        path = "\(FileManager.default.temporaryDirectory.path())/awstests-\(UUID().uuidString)"
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file; returns its path.
    func write(_ name: String, _ bytes: [UInt8]) -> String {
        let file = "\(path)/\(name)"
        _ = FileManager.default.createFile(atPath: file, contents: Data(bytes))
        return file
    }
}
