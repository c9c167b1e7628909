import FoundationEssentials

extension Inbox {
    /// A whole message.
    public struct Mail: Sendable, Codable {
        /// A header field.
        public struct Header: Sendable, Hashable, Codable {
            /// As written.
            public var name: String
            /// Decoded.
            public var value: String
        }

        /// A part.
        public struct Part: Sendable, Hashable, Codable {
            /// Its place, which ``Inbox/part(_:of:)`` takes.
            public var path: String
            /// `type/subtype`, as the sender says.
            public var contentType: String
            /// As the sender says.
            public var filename: String?
            /// Without angle brackets.
            public var contentID: String?
            /// Bytes of the decoded body; nil for a multipart.
            public var size: Int?
            /// Of the decoded body, hexadecimal.
            public var sha256: String?

            enum CodingKeys: String, CodingKey {
                case path, filename, sha256
                case contentType = "content_type"
                case contentID = "content_id"
                case size = "decoded_size"
            }
        }

        /// A code or a link that was found in the text.
        public struct Extract: Sendable, Codable {
            /// A code to type in.
            public struct Code: Sendable, Hashable, Codable {
                /// As it is to be typed in.
                public var value: String
                /// How sure that is, 0 to 1.
                public var confidence: Double
            }

            /// A link to follow.
            public struct Link: Sendable, Hashable, Codable {
                /// Where it leads.
                public var url: String
                /// How sure it is that this is the one, 0 to 1.
                public var confidence: Double
            }

            /// The best code.
            public var otp: Code?
            /// The best link.
            public var link: Link?
        }

        /// Names the message.
        public var id: String
        /// Behind the message.
        public var cursor: Cursor
        /// When it came.
        public var receivedAt: Date
        /// Bytes of the raw mail.
        public var size: Int
        /// Whether it was read.
        public var isRead: Bool
        /// The sender of the envelope.
        public var envelopeFrom: String?
        /// The header.
        public var headers: [Header]
        /// The subject, decoded.
        public var subject: String?
        /// The authors.
        public var from: [Correspondent]
        /// The recipients.
        public var to: [Correspondent]
        /// Other recipients.
        public var cc: [Correspondent]
        /// Where answers go.
        public var replyTo: [Correspondent]
        /// The Date field as RFC 3339; the sender's word.
        public var date: String?
        /// Without angle brackets.
        public var messageID: String?
        /// The text.
        public var text: String?
        /// The HTML as the sender wrote it: not safe to show.
        public var html: String?
        /// All parts, depth first.
        public var parts: [Part]
        /// Those that a reader lists as files.
        public var attachments: [Part]
        /// What was found out about where it comes from.
        public var verdicts: Verdicts
        /// The code and the link.
        public var extract: Extract

        enum CodingKeys: String, CodingKey {
            case id, cursor, size, headers, subject, from, to, cc, date, text, html, parts, attachments, verdicts, extract
            case receivedAt = "received_at"
            case isRead = "is_read"
            case envelopeFrom = "envelope_from"
            case replyTo = "reply_to"
            case messageID = "message_id"
        }
    }
}
