extension Extraction: Codable {
    private enum CodingKeys: String, CodingKey {
        case otp, link, codes, links, truncated
    }

    /// Writes what the API answers: `otp` and `link` are `null` when there is none.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(otp, forKey: .otp)
        try container.encode(link, forKey: .link)
        try container.encode(codes, forKey: .codes)
        try container.encode(links, forKey: .links)
        try container.encode(truncated, forKey: .truncated)
    }

    /// Reads what was written before.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        otp = try container.decodeIfPresent(CodeCandidate.self, forKey: .otp)
        link = try container.decodeIfPresent(LinkCandidate.self, forKey: .link)
        codes = try container.decode([CodeCandidate].self, forKey: .codes)
        links = try container.decode([LinkCandidate].self, forKey: .links)
        truncated = try container.decode(Bool.self, forKey: .truncated)
    }
}
