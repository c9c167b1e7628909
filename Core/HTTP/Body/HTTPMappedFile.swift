import Glibc

/// A file as memory: the system reads what is looked at, and forgets it again when it is told to.
///
/// Only for a file that nobody can make shorter, such as one without a name: whoever looks behind its end is killed.
package final class HTTPMappedFile: @unchecked Sendable {  // Read only, and unmapped with its last user.
    /// The bytes of the file; they go away with this object.
    package let bytes: UnsafeRawBufferPointer

    init?(_ file: HTTPFile, _ length: Int) {
        guard length > 0 else {
            // The system does not map nothing.
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        guard let start = mmap(nil, length, PROT_READ, MAP_PRIVATE, file.descriptor, 0), start != MAP_FAILED else { return nil }
        bytes = UnsafeRawBufferPointer(start: start, count: length)
    }

    deinit {
        if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
    }

    /// Gives back the memory of what was looked at; it is read again when it is looked at again.
    package func forget() {
        if let start = bytes.baseAddress { madvise(UnsafeMutableRawPointer(mutating: start), bytes.count, MADV_DONTNEED) }
    }
}
