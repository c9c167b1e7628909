import Foundation

/// A directory that is gone when the value is.
final class Scratch: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "postroom-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Paths of all files below the directory, relative to it.
    var files: [String] {
        let enumerator = FileManager.default.enumerator(atPath: path)
        var result: [String] = []
        while let file = enumerator?.nextObject() as? String {
            var isDirectory: ObjCBool = false
            if FileManager.default.fileExists(atPath: path + "/" + file, isDirectory: &isDirectory), !isDirectory.boolValue {
                result.append(file)
            }
        }
        return result.sorted()
    }
}
