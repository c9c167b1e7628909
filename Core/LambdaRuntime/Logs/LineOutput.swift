import Glibc

/// Where lines go: a descriptor, one `write(2)` for each, so that lines of several threads never mix.
enum LineOutput {
    /// Writes a line to a descriptor. What cannot be written is lost: there is nobody to tell.
    static func write(_ line: [UInt8], to descriptor: Int32) {
        line.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count {
                let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
                if count > 0 {
                    start += count
                } else if errno != EINTR {
                    return
                }
            }
        }
    }
}
