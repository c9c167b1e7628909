import MIME
import Mail

/// A mail that is forwarded: its header, and all of it when that is needed.
final class MailContent: Sendable {
    /// What is read of a mail to see its header.
    private static let headBytes = 256 << 10

    /// The mail as it came.
    let original: any OriginalMail
    /// The beginning of the mail: its header, unless that is larger than any that is honest.
    let head: Message

    /// Reads the beginning.
    init(_ original: any OriginalMail) throws {
        self.original = original
        var bytes = [UInt8](repeating: 0, count: min(original.count, Self.headBytes))
        var count = 0
        while count < bytes.count {
            let offset = count
            let read = try bytes.withUnsafeMutableBytes {
                try original.read(at: offset, into: UnsafeMutableRawBufferPointer(rebasing: $0[offset...]))
            }
            guard read > 0 else { break }
            count += read
        }
        bytes.removeLast(bytes.count - count)
        head = Message(bytes)
    }

    /// Who it says that it is from, and who it is from by the envelope.
    func senders(_ request: ForwardingRequest) -> [EmailAddress] {
        (head.from.map(\.address) + [request.envelopeSender].compactMap(\.self)).compactMap { try? EmailAddress($0) }
    }
}
