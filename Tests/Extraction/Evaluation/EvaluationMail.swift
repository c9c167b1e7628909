import FoundationEssentials

/// A mail of the evaluation with what a person finds in it; `README.md` tells the format.
package struct EvaluationMail: Decodable, Sendable {
    package var id: String
    package var language: String
    package var subject: String
    package var text: String?
    package var html: String?
    package var otp: String?
    package var otpAlso: [String]?
    package var link: String?
    package var note: String?

    private enum CodingKeys: String, CodingKey {
        case id, language, subject, text, html, otp, link, note
        case otpAlso = "otp_also"
    }

    /// The mails of a folder, by their names.
    package static func folder(_ path: String) throws -> [EvaluationMail] {
        let names = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".json") }.sorted()
        return try names.map { name in
            try JSONDecoder().decode(EvaluationMail.self, from: Data(contentsOf: URL(filePath: path + "/" + name)))
        }
    }

    /// Whether a code is the one of the mail. Where the pieces of a code are joined by a dash or nothing is a matter of taste.
    package func accepts(_ value: String) -> Bool {
        func plain(_ code: String) -> String { String(code.filter { $0 != "-" && $0 != " " }) }
        return ([otp].compactMap { $0 } + (otpAlso ?? [])).contains { plain($0) == plain(value) }
    }
}
