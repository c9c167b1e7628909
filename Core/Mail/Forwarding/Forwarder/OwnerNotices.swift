import MIME
import Mail

/// Tells an alias's owner what went wrong with a mail.
struct OwnerNotices {
    private let parts: Forwarder.Parts
    private let settings: ForwardingSettings
    private let content: MailContent?
    private let request: ForwardingRequest

    init(_ parts: Forwarder.Parts, _ settings: ForwardingSettings, _ content: MailContent?, _ request: ForwardingRequest) {
        self.parts = parts
        self.settings = settings
        self.content = content
        self.request = request
    }

    /// Where the mail can be had as it came; nil when nothing answers there.
    var held: HeldMail? {
        guard let base = settings.heldURL else { return nil }
        let until = settings.keptUntil(request.receivedAt)
        guard let url = try? HeldMailLink(parts.key).url(request.rawKey, until: until, base: base) else { return nil }
        return HeldMail(url: url, expiresAt: until)
    }

    /// Tells the owner of the alias that a recipient leads to; nobody where it leads nowhere now.
    func tell(ownerOf recipient: EmailAddress, _ kind: OwnerNotice.Kind, besides target: EmailAddress?) async {
        guard case .targets(let targets)? = try? await parts.router.route(recipient), let alias = targets.first?.alias.alias else { return }
        await tell(alias, at: recipient, kind, besides: target)
    }

    /// Sends a notice, once; a notice that cannot be sent is not tried again: the ledger and the log have what it says.
    /// - Parameter target: who would not get it, since it is about mail to them.
    func tell(_ alias: Alias, at address: EmailAddress, _ kind: OwnerNotice.Kind, besides target: EmailAddress?) async {
        let all = [alias.ownerAddress] + alias.targets + [alias.failover].compactMap(\.self)
        guard let owner = all.first(where: { $0 != target }) else { return }
        let id = LedgerKey.mail(request.sesMessageID)
        let mail = content.map { NoticedMail(id: id, $0.head, held: held) } ?? NoticedMail(id: id, held: held)
        let notice = OwnerNotice(kind, mail, alias: address, to: owner)
        let loops = LoopGuard(parts.key)
        guard let composed = try? notice.composed(date: parts.clock.now(), loops: loops) else { return }
        _ = try? await parts.sender.send(OutgoingMail(composed.bytes), from: address, to: owner, for: nil)
    }
}
