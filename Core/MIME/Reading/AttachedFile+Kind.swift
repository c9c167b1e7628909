extension AttachedFile {
    /// What an attachment is to a mail reader, by its media type and name.
    public enum Kind: Sendable, Equatable {
        /// What an S/MIME message holds (RFC 8551 section 3.2.2).
        public enum SMIME: Sendable, Equatable {
            /// Encrypted content.
            case enveloped
            /// Content together with its signature.
            case signed
            /// Certificates alone.
            case certificates
            /// Compressed content.
            case compressed
        }

        /// Anything without a kind of its own.
        case file
        /// An embedded message (RFC 2046 section 5.2.1).
        case message
        /// One piece of a message in several (``Part/partialMessage``).
        case partialMessage
        /// Content that is somewhere else (``Part/externalBody``).
        case externalBody
        /// An invitation or its answer; see ``Part/calendarMethod``.
        case calendar
        /// Transport Neutral Encapsulation Format, `winmail.dat`: what Outlook packs formatted mail and its attachments into.
        case tnef
        /// A delivery status notification (``Part/deliveryStatus``).
        case deliveryStatus
        /// A message disposition notification, a read receipt (``Part/dispositionNotification``).
        case dispositionNotification
        /// The header of a message that came back (RFC 6522).
        case returnedHeader
        /// The first part of a message encrypted with PGP, `application/pgp-encrypted` (RFC 3156 section 4).
        case pgpEncrypted
        /// The encrypted content of a multipart/encrypted.
        case encryptedContent
        /// A PGP signature (RFC 3156 section 5).
        case pgpSignature
        /// PGP keys (RFC 3156 section 7).
        case pgpKeys
        /// An S/MIME message, `smime.p7m`; nil where the mail does not say what it holds.
        case smime(SMIME?)
        /// An S/MIME signature, `smime.p7s`.
        case smimeSignature

        init(_ part: Part, _ type: ContentType) {
            switch type.essence {
            case "message/rfc822", "message/global": self = .message
            case "message/partial": self = .partialMessage
            case "message/external-body": self = .externalBody
            case "message/delivery-status", "message/global-delivery-status": self = .deliveryStatus
            case "message/disposition-notification", "message/global-disposition-notification": self = .dispositionNotification
            case "text/rfc822-headers", "message/global-headers": self = .returnedHeader
            case "text/calendar", "application/ics": self = .calendar
            case "application/ms-tnef", "application/vnd.ms-tnef": self = .tnef
            case "application/pgp-encrypted": self = .pgpEncrypted
            case "application/pgp-signature": self = .pgpSignature
            case "application/pgp-keys": self = .pgpKeys
            case "application/pkcs7-mime", "application/x-pkcs7-mime": self = .smime(Self.content(type))
            case "application/pkcs7-signature", "application/x-pkcs7-signature": self = .smimeSignature
            case "application/octet-stream": self = Self.unnamed(part, type)
            default: self = .file
            }
        }

        private static func content(_ type: ContentType) -> SMIME? {
            switch type.parameter("smime-type").map({ $0.utf8.loweredString }) {
            case "enveloped-data", "authenveloped-data": .enveloped
            case "signed-data": .signed
            case "certs-only": .certificates
            case "compressed-data": .compressed
            default: nil
            }
        }

        /// Bytes without a type: the name tells what old gateways and Outlook make of TNEF and S/MIME.
        private static func unnamed(_ part: Part, _ type: ContentType) -> Kind {
            if part.parent?.node.traits.contains(.encrypted) == true { return .encryptedContent }
            switch part.filename?.utf8.loweredString {
            case "winmail.dat", "win.dat": return .tnef
            case "smime.p7m": return .smime(nil)
            case "smime.p7s": return .smimeSignature
            default: return .file
            }
        }
    }
}
