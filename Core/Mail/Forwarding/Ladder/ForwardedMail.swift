import MIME
import Mail

/// A mail as it goes to one target.
public struct ForwardedMail: Sendable {
    /// How much had to be done to it; the lowest that SES takes.
    public enum Rung: Int, Sendable, CaseIterable {
        /// Header fields are changed, and the body is byte for byte the sender's.
        case header = 1
        /// The leaves that SES would refuse are encoded anew; what they decode to is the same.
        case reassembled = 2
        /// It is attached to a note, untouched.
        case attached = 3
        /// A note is sent, with a link to it.
        case held = 4
    }

    enum Content: Sendable {
        case edit(MessageEdit)
        case composed(ComposedMessage)
    }

    /// How much had to be done.
    public let rung: Rung
    /// What SES would have refused, and is mended.
    public let mended: [SESFinding]
    let content: Content

    /// How many bytes it has.
    public var count: Int {
        switch content {
        case .edit(let edit): edit.count
        case .composed(let message): message.count
        }
    }

    /// The mail.
    public var bytes: [UInt8] {
        switch content {
        case .edit(let edit): edit.apply()
        case .composed(let message): message.bytes
        }
    }
}
