import FoundationEssentials

extension SESEvent {
    /// `receipt` of a record: how SES received the mail.
    public struct Receipt: Sendable, Codable {
        /// The envelope recipients (RCPT TO) that the receipt rule matched, Bcc included.
        public var recipients: [String]
        /// When the rule ran, as SES writes it.
        public var timestamp: String?
        /// How long SES took, as text or number.
        public var processingTimeMillis: String?
        /// Spam scan.
        public var spamVerdict: Verdict?
        /// Virus scan.
        public var virusVerdict: Verdict?
        /// SPF.
        public var spfVerdict: Verdict?
        /// DKIM.
        public var dkimVerdict: Verdict?
        /// DMARC.
        public var dmarcVerdict: Verdict?
        /// What the sender's domain asks for when DMARC fails: `none`, `quarantine`, `reject` in any case.
        public var dmarcPolicy: String?
        /// The action that made this event.
        public var action: Action?

        /// Creates a receipt with what is required.
        public init(recipients: [String], timestamp: String? = nil) {
            self.recipients = recipients
            self.timestamp = timestamp
        }

        /// Reads `receipt`; only `recipients` is required, and a mail to nobody would be lost without a trace.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            recipients = try container.decode([String].self, forKey: .recipients)
            guard !recipients.isEmpty else {
                throw DecodingProblem.empty(at: container.codingPath + [CodingKeys.recipients])
            }
            timestamp = container.lenientText(.timestamp)
            processingTimeMillis = container.lenientText(.processingTimeMillis)
            spamVerdict = try? container.decode(Verdict.self, forKey: .spamVerdict)
            virusVerdict = try? container.decode(Verdict.self, forKey: .virusVerdict)
            spfVerdict = try? container.decode(Verdict.self, forKey: .spfVerdict)
            dkimVerdict = try? container.decode(Verdict.self, forKey: .dkimVerdict)
            dmarcVerdict = try? container.decode(Verdict.self, forKey: .dmarcVerdict)
            dmarcPolicy = container.lenientText(.dmarcPolicy)
            action = try? container.decode(Action.self, forKey: .action)
        }
    }

    /// PASS, FAIL, GRAY, PROCESSING_FAILED, DISABLED, or a word that SES may come up with.
    public struct Verdict: Sendable, Codable, Equatable {
        /// The word.
        public var status: String

        /// Creates a verdict.
        public init(status: String) {
            self.status = status
        }
    }

    /// A receipt rule's action.
    public struct Action: Sendable, Codable {
        /// `Lambda`, `S3` or another.
        public var type: String?
        /// Of the Lambda action.
        public var functionARN: String?
        /// `Event` or `RequestResponse`, of the Lambda action.
        public var invocationType: String?
        /// Of the S3 action.
        public var bucketName: String?
        /// Of the S3 action.
        public var objectKey: String?

        enum CodingKeys: String, CodingKey {
            case type, invocationType, bucketName, objectKey
            case functionARN = "functionArn"
        }

        /// Reads what is there.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            type = container.lenientText(.type)
            functionARN = container.lenientText(.functionARN)
            invocationType = container.lenientText(.invocationType)
            bucketName = container.lenientText(.bucketName)
            objectKey = container.lenientText(.objectKey)
        }
    }
}
