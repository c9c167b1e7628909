import Extraction
import Testing

/// Links: what they are for, and what to know about them.
@Suite("Links")
struct LinkTests {
    private func link(_ html: String, subject: String = "") -> LinkCandidate? { Extraction(subject: subject, text: nil, html: html).link }
    private func textLink(_ text: String, subject: String = "") -> String? { Extraction(subject: subject, text: text, html: nil).link?.url }
    private static let url = "https://example.com/a?t=8sK27dLm30QsXw72"

    @Test(
        "The text of a link says what it is for",
        arguments: [
            ("Verify your email address", LinkPurpose.verify), ("Confirm my account", .verify), ("Activate account", .verify),
            ("Reset password", .reset), ("Choose a new password", .reset), ("Magic link: sign in", .magic), ("Accept invitation", .invite),
            ("E-Mail-Adresse bestätigen", .verify), ("Passwort zurücksetzen", .reset), ("Einladung annehmen", .invite),
            ("Confirmer mon adresse e-mail", .verify), ("Réinitialiser le mot de passe", .reset), ("Verificar correo electrónico", .verify),
            ("Restablecer contraseña", .reset), ("Confirmar e-mail", .verify), ("Redefinir senha", .reset),
            ("Conferma indirizzo email", .verify),
            ("Reimposta password", .reset), ("E-mailadres bevestigen", .verify), ("Wachtwoord opnieuw instellen", .reset),
            ("Potwierdź adres e-mail", .verify), ("Zresetuj hasło", .reset), ("Подтвердить адрес почты", .verify),
            ("Сбросить пароль", .reset),
            ("E-postayı doğrula", .verify), ("Şifreyi sıfırla", .reset), ("メールアドレスを確認する", .verify), ("パスワードを再設定する", .reset),
            ("验证邮箱", .verify),
            ("重置密码", .reset), ("驗證信箱", .verify), ("重設密碼", .reset), ("이메일 인증하기", .verify), ("비밀번호 재설정", .reset),
            ("تأكيد البريد الإلكتروني", .verify), ("إعادة تعيين كلمة المرور", .reset), ("ईमेल सत्यापित करें", .verify), ("पासवर्ड रीसेट करें", .reset),
            ("אימות כתובת המייל", .verify), ("איפוס סיסמה", .reset), ("招待を承諾する", .invite), ("接受邀请", .invite),
            ("Принять приглашение", .invite),
        ])
    func purposes(text: String, purpose: LinkPurpose) throws {
        let found = try #require(link("<p>Hello!</p><p><a href=\"\(Self.url)\">\(text)</a></p>"))
        #expect(found.purpose == purpose)
        #expect(found.url == Self.url)
        #expect(found.text == text)
        #expect(found.rule == .linkText)
    }

    @Test(
        "The sentence says it where the text of the link does not",
        arguments: [
            "<p>To reset your password, <a href=\"§\">click here</a>.</p>", "<p><a href=\"§\">Click here</a> to reset your password.</p>",
            "<p>Reset your password with this link:</p><p><a href=\"§\">§</a></p>",
            "<p>Use the button below to reset your password.</p><div><a href=\"§\" style=\"background:#000;padding:8px\">Continue</a></div>",
        ])
    func context(html: String) throws {
        let found = try #require(link(html.replacing("§", with: Self.url)))
        #expect(found.purpose == .reset)
        #expect(found.rule == .context)
    }

    @Test(
        "An address in a text is read as it was meant",
        arguments: [
            "Verify your email: §", "Verify your email (§).", "Verify your email: <§>", "Verify your email\n§\n\nThanks",
            "> Verify your email: §",
            "[Verify your email](§)", "Verify your email: \"§\".", "Verify your email → §, please.", "メールアドレスの確認はこちら：§\nをクリック",
            "请点击§，验证邮箱", "Verify your email:\n<https://example.com/a?t=8sK27\ndLm30QsXw72>",
        ])
    func addresses(text: String) {
        #expect(textLink(text.replacing("§", with: Self.url)) == Self.url)
    }

    @Test(
        "Other links are no answer",
        arguments: [
            "<a href=\"https://example.com/\">Example</a>", "<a href=\"https://example.com/help\">Help</a>",
            "<a href=\"§\">View invoice</a>",
            "<a href=\"§\">Unsubscribe</a>", "<a href=\"§\">Track your parcel</a>", "<a href=\"§\">Join the meeting</a>",
            "<a href=\"mailto:a@example.com\">Verify</a>",
            "<a href=\"tel:+15550142\">Verify</a>", "<a href=\"javascript:verify()\">Verify email</a>",
            "<a href=\"#verify\">Verify email</a>",
            "<a href=\"/verify\">Verify email</a>", "<a href=\"https://example.com/login\">Log in to your account</a>",
            "<a href=\"§\">Invite your friends</a>",
            "<p>If this wasn't you, <a href=\"§\">reset your password</a>.</p>", "<a href=\"§\">Confirm your appointment</a>",
            "<a href=\"§\">Privacy policy</a>", "<a href=\"§\">Activate your discount</a>",
        ])
    func others(html: String) {
        #expect(link(html.replacing("§", with: Self.url)) == nil)
    }

    @Test("Notices of what has happened have no action")
    func notices() {
        #expect(textLink("Your password was changed. Not you? Reset it: \(Self.url)", subject: "Your password was changed") == nil)
        #expect(textLink("New sign-in from 192.0.2.7. Reset your password: \(Self.url)", subject: "New sign-in to your account") == nil)
    }

    @Test("The best link comes first; the way out last of what has a purpose")
    func ranking() {
        let found = Extraction(
            subject: "Verify your email", text: nil,
            html: """
                <a href="https://example.com/">Home</a> <a href="https://example.com/u?x=9sK27dLm30">Unsubscribe</a>
                <a href="https://example.com/v?t=8sK27dLm30">Verify your email</a>
                """)
        #expect(found.links.map(\.purpose) == [.verify, .unsubscribe, .other])
    }

    @Test(
        "A text that names another host is flagged",
        arguments: [
            ("https://bank.example/verify", true), ("www.bank.example", true), ("bank.example/verify", true),
            ("https://example.com/verify", false),
            ("mail.example.com", false), ("Verify at bank", false), ("Verify now.", false), ("report.pdf", false),
            ("a@bank.example", false),
        ])
    func textDiffers(text: String, isFlagged: Bool) throws {
        let found = Extraction(subject: "Verify your email", text: nil, html: "<p>Verify: <a href=\"\(Self.url)\">\(text)</a></p>")
        #expect(try #require(found.links.first { $0.url == Self.url }).flags.contains(.textDiffers) == isFlagged)
    }

    @Test("A hidden link is listed with its flag, and is no answer")
    func hidden() throws {
        let found = Extraction(
            subject: "Verify your email", text: nil, html: "<div style=\"display:none\"><a href=\"\(Self.url)\">Verify your email</a></div>"
        )
        #expect(found.link == nil)
        #expect(try #require(found.links.first).flags == [.hidden])
        let both = Extraction(
            subject: nil, text: nil,
            html: "<div hidden><a href=\"\(Self.url)\">x</a></div><p><a href=\"\(Self.url)\">Verify your email</a></p>")
        #expect(both.link?.flags == [])
        #expect(both.links.count == 1)
    }

    @Test("A link around an image is named by its description")
    func image() throws {
        let found = try #require(link("<a href=\"\(Self.url)\"><img src=\"x.png\" alt=\"Verify your email\"></a>"))
        #expect(found.text == "Verify your email")
    }

    @Test("References in addresses are decoded, redirectors stay as they are")
    func decoded() throws {
        let found = try #require(
            link("<a href=\" https://click.example/t?a=1&amp;b=https%3A%2F%2Fexample.com%2Fx9K2 \">Verify your email</a>"))
        #expect(found.url == "https://click.example/t?a=1&b=https%3A%2F%2Fexample.com%2Fx9K2")
    }

    @Test("One address in text and HTML is one candidate, the HTML's")
    func both() throws {
        let found = Extraction(
            subject: nil, text: "Verify your email: \(Self.url)", html: "<p><a href=\"\(Self.url)\">Verify your email</a></p>")
        #expect(found.links.count == 1)
        #expect(try #require(found.link).source == .html)
    }

    @Test("Mail addresses are listed only for unsubscribing")
    func mail() {
        let html = "<a href=\"mailto:u@example.com?subject=unsubscribe\">Unsubscribe</a><a href=\"mailto:help@example.com\">Help</a>"
        let found = Extraction(subject: nil, text: nil, html: html)
        #expect(found.links.map(\.url) == ["mailto:u@example.com?subject=unsubscribe"])
        #expect(found.links.map(\.purpose) == [.unsubscribe])
    }
}
