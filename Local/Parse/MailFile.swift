import Foundation

/// A raw mail given on the command line.
public enum MailFile {
    /// A file could not be read.
    public struct Unreadable: Error, CustomStringConvertible {
        /// Which one, and why.
        public let description: String
    }

    /// The bytes of a file; `-` is standard input.
    /// - Throws: ``Unreadable`` naming the file and the reason.
    public static func read(_ path: String) throws(Unreadable) -> [UInt8] {
        if path == "-" { return [UInt8](FileHandle.standardInput.readDataToEndOfFile()) }
        do {
            return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe))
        } catch {
            var isDirectory: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            let reason =
                !exists
                ? "there is no such file" : isDirectory.boolValue ? "it is a directory" : "it cannot be read (check its permissions)"
            throw Unreadable(description: "\(path): \(reason)")
        }
    }
}
