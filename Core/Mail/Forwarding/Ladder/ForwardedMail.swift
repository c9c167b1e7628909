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
        /// The original with changes. Splices that take out one of these bodies have it come back in base64.
        case edit(MessageEdit, encoded: [Range<Int>])
        case composed(ComposedMessage)
        /// A mail with all of the original in it, in base64.
        case around([UInt8], [UInt8])
    }

    /// How much had to be done.
    public let rung: Rung
    /// What SES would have refused, and is mended.
    public let mended: [SESFinding]
    let content: Content
    private let original: Message

    init(rung: Rung, mended: [SESFinding], content: Content, of original: Message) {
        self.rung = rung
        self.mended = mended
        self.content = content
        self.original = original
    }

    /// How many bytes it has.
    public var count: Int { pieces.reduce(0) { $0 + $1.count } }

    /// The mail.
    public var bytes: [UInt8] {
        let pieces = pieces
        var result: [UInt8] = []
        result.reserveCapacity(pieces.reduce(0) { $0 + $1.count })
        for piece in pieces {
            switch piece {
            case .original(let range): result += original.bytes(range)
            case .base64(let range): result += Base64Lines.encode(original.bytes(range))
            case .bytes(let bytes): result += bytes
            }
        }
        return result
    }

    /// The mail in pieces. What is large of it stays where it is.
    var pieces: [OutgoingMail.Piece] {
        switch content {
        case .edit(let edit, let encoded): Self.pieces(edit, encoded, original.count)
        case .composed(let message): message.pieces
        case .around(let before, let after): [.bytes(before), .base64(0..<original.count), .bytes(after)]
        }
    }

    private static func pieces(_ edit: MessageEdit, _ encoded: [Range<Int>], _ count: Int) -> [OutgoingMail.Piece] {
        var pieces: [OutgoingMail.Piece] = []
        var position = 0
        for splice in edit.splices {
            if splice.range.lowerBound > position { pieces.append(.original(position..<splice.range.lowerBound)) }
            if !splice.bytes.isEmpty { pieces.append(.bytes(splice.bytes)) }
            if !splice.range.isEmpty, encoded.contains(splice.range) { pieces.append(.base64(splice.range)) }
            position = splice.range.upperBound
        }
        if position < count { pieces.append(.original(position..<count)) }
        return pieces
    }
}

extension Message {
    /// How many bytes the mail has. It is not copied to count them.
    var count: Int { root.bodyRange.upperBound }
}

extension ComposedMessage {
    fileprivate var pieces: [OutgoingMail.Piece] {
        var pieces: [OutgoingMail.Piece] = []
        forEachPiece { pieces.append(.bytes($0)) }
        return pieces
    }
}
