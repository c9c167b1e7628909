import Forwarding
import Glibc
import Mail

/// The file of aliases, as people and `postroom aliases` change it.
public struct AliasFileOnDisk: Sendable {
    /// The file cannot be used.
    public struct Unusable: Error, CustomStringConvertible {
        /// Which one, why, and what to do.
        public let description: String
    }

    /// Where it is.
    public let path: String

    /// Names the file; `-` is standard input, which can only be read.
    public init(path: String) {
        self.path = path
    }

    /// Reads the file and checks the whole of it.
    /// - Throws: ``MailFile/Unreadable`` when it is not there; `AliasProblems` with all that is wrong in it.
    public func read() throws -> AliasFile { try AliasFile(MailFile.read(path)) }

    /// Reads the file, changes it, checks the whole of it and writes it back, if it is another one then.
    ///
    /// Whoever reads meanwhile sees the file before or after; two changes at the same time come one after the other.
    /// - Parameters:
    ///   - isNew: whether a file that is not there is taken for an empty one.
    ///   - change: what to do with the aliases.
    /// - Returns: what the change returns.
    /// - Throws: as ``read()``, ``Unusable``, and whatever the change throws, after which nothing is written.
    public func change<Result>(isNew: Bool = false, _ change: (inout AliasFile) throws -> Result) throws -> Result {
        guard path != "-" else { throw Unusable(description: "standard input cannot be changed. Name a file with --aliases.") }
        guard !path.isEmpty else { throw Unusable(description: "the file of aliases has no name. Name one with --aliases.") }
        let place = Self.place(of: path)
        let lock = try Self.lock(place.directory)
        defer { close(lock) }
        var status = stat()
        let isThere = stat(place.file, &status) == 0
        let before = isNew && !isThere && errno == ENOENT ? nil : try MailFile.read(place.file)
        var file = AliasFile()
        if let before { file = try AliasFile(before) }
        let result = try change(&file)
        let problems = file.chainProblems
        guard problems.isEmpty else { throw AliasProblems(problems) }
        let after = Array(file.json.utf8)
        if after != before { try Self.write(after, to: place, mode: isThere ? status.st_mode & 0o7777 : 0o600) }
        return result
    }

    private struct Place {
        var file: String
        var directory: String
        /// Where the next version is written before it takes the file's place.
        var next: String
    }

    /// Where the file itself is: a link to it stays one.
    private static func place(of path: String) -> Place {
        var file = path
        if let real = realpath(path, nil) {
            file = String(cString: real)
            free(real)
        }
        let slash = file.lastIndex(of: "/")
        let directory = slash.map { $0 == file.startIndex ? "/" : String(file[..<$0]) } ?? "."
        let name = slash.map { String(file[file.index(after: $0)...]) } ?? file
        return Place(file: file, directory: directory, next: "\(directory)/.\(name).new")
    }

    /// Waits until nobody else changes a file in the directory; the system ends the lock with the descriptor.
    private static func lock(_ directory: String) throws -> Int32 {
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Unusable(description: "cannot open \(directory): \(String(cString: strerror(errno))). Name another file with --aliases.")
        }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                let reason = String(cString: strerror(errno))
                close(descriptor)
                throw Unusable(description: "cannot lock \(directory): \(reason). Name another file with --aliases.")
            }
        }
        return descriptor
    }

    private static func write(_ bytes: [UInt8], to place: Place, mode: mode_t) throws {
        // What a crash has left; nobody else writes it while the lock is held.
        unlink(place.next)
        do {
            var file = try DurableFile(temporaryPath: place.next)
            try file.append(bytes[...])
            try file.commit(to: place.file)
        } catch let error as DurableFile.Failure {
            throw Unusable(description: "\(error). Nothing was changed.")
        }
        chmod(place.file, mode)
    }
}
