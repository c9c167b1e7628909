import Forwarding
import HTTP

/// A mail that is sent as a body that can be read.
package final class OutgoingMailBody: HTTPBodyReader, @unchecked Sendable {  // Used by one transfer at a time, as every body reader.
    package let length: Int
    private let mail: OutgoingMail
    private var reader: OutgoingMail.Reader

    package init(_ mail: OutgoingMail) {
        self.mail = mail
        length = mail.count
        reader = mail.reader
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int { try reader.read(into: buffer) }

    package func rewind() { reader = mail.reader }
}
