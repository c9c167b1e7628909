/// Where images come from.
struct Images {
    enum Source {
        /// From this address.
        case shown([UInt8])
        /// It is on the web, and not allowed.
        case blocked(Address)
        /// It would be a part of the mail that there is not.
        case missing
        /// Its address is none.
        case refused
    }

    let remote: SafeHTML.RemoteImages
    let contentIDs: @Sendable (String) -> String?

    func source(of address: Address?, _ findings: inout Findings) -> Source {
        switch address?.kind {
        case .image: return .shown(address?.text ?? [])
        case .content:
            if let source = contentIDs(String(decoding: address?.text ?? [], as: UTF8.self)).flatMap(Address.image) {
                return .shown(source)
            }
            findings.note(.missingImages)
            return .missing
        case .web:
            guard let address else { return .refused }
            if case .allow(let rewrite) = remote,
                let source = rewrite(String(decoding: address.text, as: UTF8.self)).flatMap(Address.image)
            {
                findings.note(host: address)
                return .shown(source)
            }
            findings.note(remote: address)
            return .blocked(address)
        case .write, .place, nil:
            findings.note(.addresses)
            return .refused
        }
    }
}
