import Glibc

/// A file that is either completely there or not at all, also after a crash: written beside its place, synced, then renamed into it.
///
/// A value is used by one task at a time.
struct DurableFile: ~Copyable {
    /// A system call failed.
    struct Failure: Error, CustomStringConvertible {
        let description: String

        init(_ action: String, _ path: String, _ code: Int32 = errno) {
            description = "cannot \(action) \(path): \(String(cString: strerror(code)))"
        }
    }

    private let descriptor: Int32
    private let temporaryPath: String
    private var buffer: [UInt8] = []
    private var isOpen = true

    /// Begins a file in `directory`, which has to exist.
    init(temporaryPath: String) throws {
        self.temporaryPath = temporaryPath
        descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            isOpen = false
            throw Failure("create", temporaryPath)
        }
        buffer.reserveCapacity(Self.bufferSize)
    }

    deinit {
        guard isOpen else { return }
        close(descriptor)
        unlink(temporaryPath)
    }

    private static let bufferSize = 65_536

    /// Adds bytes at the end.
    mutating func append(_ bytes: ArraySlice<UInt8>) throws {
        buffer += bytes
        if buffer.count >= Self.bufferSize { try flush() }
    }

    private mutating func flush() throws {
        var written = 0
        while written < buffer.count {
            let count = buffer.withUnsafeBytes { write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Failure("write", temporaryPath) }
            written += count
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Makes the file durable at `path`; nothing can be added afterwards.
    consuming func commit(to path: String) throws {
        try flush()
        guard fsync(descriptor) == 0 else { throw Failure("sync", temporaryPath) }
        guard rename(temporaryPath, path) == 0 else { throw Failure("rename \(temporaryPath) to", path) }
        isOpen = false
        close(descriptor)
        try Self.syncDirectory(of: path)
    }

    /// A renamed file is only durable when its directory is.
    static func syncDirectory(of path: String) throws {
        let end = path.lastIndex(of: "/") ?? path.startIndex
        let directory = end == path.startIndex ? "." : String(path[..<end])
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure("open", directory) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Failure("sync", directory) }
    }
}
