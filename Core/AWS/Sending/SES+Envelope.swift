import Mail

extension SES {
    /// An address as the envelope has it: its domain in ASCII, as DNS is. A local part that is not, SES refuses.
    package static func envelope(_ address: EmailAddress) -> String { "\(address.localPart)@\(domain(address))" }

    /// The domain of an address, in ASCII.
    package static func domain(_ address: EmailAddress) -> String { DomainName.ascii(address.domain) ?? address.domain }

    /// Tags that SES takes; one that it does not would have the whole mail refused.
    /// https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html
    package static func tags(_ tags: [(name: String, value: String)]) -> [(name: String, value: String)] {
        tags.filter { PlainIdentifier.isPlain($0.value, limit: 256) }
    }

    /// Sends, and says of what goes wrong whether the mail was sent.
    /// - Throws: `SendFailure`.
    package static func sending(_ send: () async throws -> String) async throws -> String {
        guard !Task.isCancelled else { throw SendFailure(.unavailable, "it was cancelled before it was sent") }
        do {
            return try await send()
        } catch let error as AWSError {
            throw SendFailure(error)
        } catch is CancellationError {
            // Of a mail on its way.
            throw SendFailure(.unknown, "it was cancelled while it was sent")
        } catch {
            // Credentials, or the file: both come before the first byte.
            throw SendFailure(.unavailable, "\(error)")
        }
    }
}
