import Extraction
import MIME
import Mail
import SafeHTML

extension MailboxAPI {
    private static let path = "/api/v1/mailboxes/{address}/messages/{id}"

    static let contentRoutes: [Route] = [
        Route("GET", "\(path)/raw") { try await $0.raw($1) },
        Route("GET", "\(path)/headers") { try await $0.headers($1) },
        Route("GET", "\(path)/text") { try await $0.text($1) },
        Route("GET", "\(path)/html") { try await $0.html($1) },
        Route("GET", "\(path)/parts") { try await $0.parts($1) },
        Route("GET", "\(path)/parts/{path}") { try await $0.part($1) },
        Route("GET", "\(path)/attachments") { try await $0.attachments($1) },
        Route("GET", "\(path)/attachments/{path}") { try await $0.part($1) },
        Route("GET", "\(path)/extract") { try await $0.extract($1) },
        Route("GET", "\(path)/auth") { try await $0.authentication($1) },
    ]

    private func raw(_ call: Call) async throws -> APIResponse {
        let message = try await message(call, .messages)
        let filename = "\(message.id).eml"
        guard message.size <= downloads.limit else {
            return .redirect(try await downloads.link(toRawMail: message.rawKey, filename: filename))
        }
        return .download(try await service.rawMail(of: message), contentType: "message/rfc822", filename: filename)
    }

    private func part(_ call: Call) async throws -> APIResponse {
        let message = try await message(call, .messages)
        let path = call.variable("path")
        guard let body = try await service.part(path, of: message) else { throw Problem.partNotFound }
        // The type is fixed and the name is ours: both would otherwise be the sender's choice.
        let filename = "\(message.id)-\(path).bin"
        guard body.count <= downloads.limit else {
            return .redirect(try await downloads.link(to: body, name: "\(message.id)/\(path)", filename: filename))
        }
        return .download(body, contentType: "application/octet-stream", filename: filename)
    }

    private func mail(_ call: Call) async throws -> Message {
        Message(try await service.rawMail(of: try await message(call, .messages)))
    }

    /// The header of a message.
    private struct Headers: Encodable {
        var headers: [MessageReport.Header]
    }

    private func headers(_ call: Call) async throws -> APIResponse {
        let fields = try await mail(call).root.headers
        return try .json(200, Headers(headers: fields.map { MessageReport.Header(name: $0.name, value: $0.value) }))
    }

    private func text(_ call: Call) async throws -> APIResponse {
        guard let text = try await mail(call).reading.text else { throw Problem.bodyNotFound }
        return .text(text)
    }

    /// The HTML body, made safe, for a page to show in a frame of its own.
    private func html(_ call: Call) async throws -> APIResponse {
        let message = try await message(call, .messages)
        var fields = try RequestFields(call.request)
        let images = fields.choice("images", HTMLImages.self) ?? .block
        if !(fields.flag("safe") ?? true) {
            fields.fault("safe", "is false", hint: "A sender's HTML is given out as it is in 'html' of the message, as text, or as a part.")
        }
        try fields.check()
        guard let html = Message(try await service.rawMail(of: message)).reading.html else { throw Problem.bodyNotFound }
        return .frame(SafeHTML(html, images: images == .block ? .block : .load).html, images: images)
    }

    /// The part tree of a message.
    private struct Parts: Encodable {
        var parts: [MessageReport.PartReport]
    }

    private func parts(_ call: Call) async throws -> APIResponse {
        try .json(200, Parts(parts: MessageReport(try await mail(call)).parts))
    }

    /// The files in a message.
    private struct Attachments: Encodable {
        var attachments: [MessageReport.PartReport]
    }

    private func attachments(_ call: Call) async throws -> APIResponse {
        try .json(200, Attachments(attachments: MessageReport(try await mail(call)).attachments))
    }

    /// The codes and links in a message: all candidates for who may read it, the best ones for who may not.
    private func extract(_ call: Call) async throws -> APIResponse {
        let message = try await message(call, .messages, or: .codes)
        let extraction = Extraction(Message(try await service.rawMail(of: message)))
        return call.caller.isBlind ? try .json(200, BlindExtraction(extraction)) : try .json(200, extraction)
    }

    /// What is known of where a message comes from.
    private struct Authentication: Encodable {
        var verdicts: Verdicts
        @OrNull var envelopeFrom: String?
        @OrNull var fromDomain: String?
        var isAuthenticated: Bool

        enum CodingKeys: String, CodingKey {
            case verdicts
            case envelopeFrom = "envelope_from"
            case fromDomain = "from_domain"
            case isAuthenticated = "is_authenticated"
        }
    }

    private func authentication(_ call: Call) async throws -> APIResponse {
        let message = try await message(call, .messages, or: .codes)
        let blind = BlindMessageItem(message)
        return try .json(
            200,
            Authentication(
                verdicts: message.verdicts, envelopeFrom: call.caller.isBlind ? nil : message.envelopeSender, fromDomain: blind.fromDomain,
                isAuthenticated: blind.isAuthenticated))
    }
}

/// Whether a mail's HTML may load images from elsewhere, which tells the sender that it is read.
enum HTMLImages: String, CaseIterable {
    case block, allow
}

/// The best code and link, and nothing around them.
struct BlindExtraction: Encodable {
    struct Found: Encodable {
        var value: String
        var confidence: Double
    }

    @OrNull var otp: Found?
    @OrNull var link: Found?

    init(_ extraction: Extraction) {
        otp = extraction.otp.map { Found(value: $0.value, confidence: $0.confidence) }
        link = extraction.link.map { Found(value: $0.url, confidence: $0.confidence) }
    }
}
