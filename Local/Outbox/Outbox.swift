import Forwarding
import Foundation
import Mail
import Notifications
import Synchronization

/// A folder that mails are written to instead of being sent, each as SES would get it.
public final class Outbox: Sendable {
    /// A mail that cannot be written.
    public struct Unwritable: Error, CustomStringConvertible {
        /// Which one, and why.
        public let description: String
    }

    /// The folder.
    public let folder: String
    private let written = Mutex<[String]>([])

    /// Names the folder; it is made when there is a mail.
    public init(_ folder: String) { self.folder = folder }

    /// The files that were written, in order.
    public var files: [String] { written.withLock { $0 } }

    /// Writes a mail; one of the same name is replaced.
    /// - Parameter name: what the file is named after; anything in it that a file's name should not have becomes `_`.
    func keep(_ mail: [UInt8], named name: String) throws(Unwritable) -> String {
        let file = String(name.prefix(150).map { $0.isASCII && ($0.isLetter || $0.isNumber || "@.+-_".contains($0)) ? $0 : "_" })
        let path = "\(folder)/\(file.hasPrefix(".") ? "_" : "")\(file).eml"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(mail).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw Unwritable(description: "\(PrintableText.line(path)) cannot be written: \(error.localizedDescription)")
        }
        written.withLock { $0.append(path) }
        return file
    }
}

extension Outbox: NotificationSender {
    /// Writes the mail to `{notice}-{recipient}.eml`.
    public func send(_ mail: [UInt8], from: EmailAddress, to recipient: EmailAddress, for key: NotificationKey) throws -> String {
        do {
            return try keep(mail, named: "\(key.notice)-\(recipient)")
        } catch {
            throw SendFailure(.unavailable, error.description)
        }
    }
}

extension Outbox: MailSender {
    /// Writes the mail to `{mail}-{recipient}.eml`; a notice to `notice-{number}-{recipient}.eml`.
    public func send(_ mail: OutgoingMail, from: EmailAddress, to target: EmailAddress, for entry: LedgerKey?) throws -> String {
        do {
            return try keep(try mail.bytes(), named: "\(entry?.mail ?? "notice-\(files.count + 1)")-\(target)")
        } catch {
            throw SendFailure(.unavailable, "\(error)")
        }
    }

    /// Writes what would be asked of SES, which writes the bounce itself.
    public func bounce(_ sesMessageID: String, for recipient: EmailAddress, _ kind: BounceKind) throws {
        let why =
            switch kind {
            case .unknownAddress: "there is no such address"
            case .content: "its content is not wanted"
            }
        let text = "Subject: SES would send a bounce\r\n\r\nMail \(sesMessageID) for \(recipient) goes back to its sender: \(why).\r\n"
        do {
            _ = try keep(Array(text.utf8), named: "bounce-\(sesMessageID)-\(recipient)")
        } catch {
            throw SendFailure(.unavailable, error.description)
        }
    }
}
