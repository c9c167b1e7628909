import Foundation
import Glibc

/// Where the bootstrap of a function is.
public enum BootstrapFile {
    /// There is no bootstrap that could be run.
    public struct Missing: Error, CustomStringConvertible {
        /// Where it was looked for, and what makes it.
        public let description: String
    }

    /// Finds the bootstrap of a function: beside this program, where `swift build` puts it, or unpacked from what `make package` makes.
    /// - Parameters:
    ///   - function: the function's name.
    ///   - program: this program's file.
    ///   - folder: the folder in which `make package` was run.
    /// - Returns: an absolute path.
    public static func find(
        _ function: String, program: String? = Bundle.main.executablePath, folder: String = FileManager.default.currentDirectoryPath
    ) throws(Missing) -> String {
        let beside = program.map { URL(filePath: $0).resolvingSymlinksInPath().deletingLastPathComponent() }
        let places = [beside?.appending(path: "\(function)Bootstrap"), URL(filePath: folder).appending(path: "dist/\(function)/bootstrap")]
            .compactMap { $0?.path(percentEncoded: false) }
        if let found = places.first(where: isProgram) { return found }
        throw Missing(
            description: """
                there is no bootstrap of \(function): neither \(places.joined(separator: " nor ")) is a program. \
                Make it with 'swift build -c release --product \(function)Bootstrap', take the packaged one with \
                'make package FUNCTION=\(function) && unzip dist/\(function).zip -d dist/\(function)', or name one with --bootstrap-path FILE
                """)
    }

    /// Checks a file that somebody named.
    /// - Returns: its absolute path.
    public static func check(_ path: String) throws(Missing) -> String {
        let absolute = URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
        guard isProgram(absolute) else {
            let reason = FileManager.default.fileExists(atPath: absolute) ? "it is no file that may be executed" : "there is no such file"
            throw Missing(description: "--bootstrap-path \(path): \(reason)")
        }
        return absolute
    }

    private static func isProgram(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }
}
