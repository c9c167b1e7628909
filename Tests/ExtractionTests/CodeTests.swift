import Extraction
import Testing

/// Codes in texts: their forms, their words, and what looks like one.
@Suite("Codes")
struct CodeTests {
    private func otp(_ text: String, subject: String = "") -> String? {
        Extraction(subject: subject, text: text, html: nil).otp?.value
    }

    @Test(
        "A code is found in whatever form it is written",
        arguments: [
            ("482913", "482913"), ("4821", "4821"), ("93107", "93107"), ("44091827", "44091827"), ("0048291", "0048291"),
            ("482 913", "482913"), ("482-913", "482913"), ("48 29 13", "482913"), ("4 8 2 9 1 3", "482913"), ("4-8-2-9-1-3", "482913"),
            ("4829 1300", "48291300"), ("482\u{A0}913", "482913"), ("482\u{2009}913", "482913"), ("482\u{2011}913", "482913"),
            ("G-482913", "482913"), ("FB-48291", "48291"), ("X7B9QT", "X7B9QT"), ("ABCD-1234", "ABCD-1234"), ("WDJB-MJHT", "WDJB-MJHT"),
            ("k3f9-q2m7", "k3f9-q2m7"), ("４８２９１３", "482913"), ("٤٨٢٩١٣", "482913"), ("۴۸۲۹۱۳", "482913"), ("४८२९१३", "482913"),
            ("𝟒𝟖𝟐𝟗𝟏𝟑", "482913"), ("4\u{200B}8\u{200B}2\u{200B}913", "482913"), ("\u{200E}482913\u{200F}", "482913"),
            ("[482913]", "482913"), ("*482913*", "482913"), ("\"482913\"", "482913"), ("「482913」", "482913"), ("482913.", "482913"),
        ])
    func forms(written: String, value: String) {
        #expect(otp("Your verification code is \(written)\n") == value)
        #expect(otp("Your verification code:\n\n    \(written)\n\nIt expires in 10 minutes.\n") == value)
    }

    @Test(
        "A code is named in many languages",
        arguments: [
            "Your one-time passcode is 482913.", "482913 is your login code.", "Use 482913 to sign in.",
            "Ihr Bestätigungscode lautet 482913.",
            "Votre code de vérification : 482913", "Tu código de verificación es 482913.", "O seu código de acesso é 482913.",
            "Il tuo codice di verifica è 482913.", "Je verificatiecode is 482913.", "Twój kod weryfikacyjny: 482913",
            "Ваш код подтверждения: 482913", "Doğrulama kodunuz: 482913", "認証コードは482913です。", "您的验证码是482913，请勿泄露。", "您的驗證碼為 482913。",
            "인증번호는 [482913]입니다.", "رمز التحقق الخاص بك هو 482913", "आपका सत्यापन कोड 482913 है।", "קוד האימות שלך הוא 482913",
            "Din verifieringskod är 482913", "Ваш код підтвердження: 482913", "Mã xác minh của bạn là 482913", "Kode OTP Anda: 482913",
            "Váš ověřovací kód je 482913", "Vahvistuskoodisi on 482913", "Ο κωδικός επαλήθευσης είναι 482913", "Az ellenőrző kód: 482913",
            "Codul de verificare este 482913", "รหัส OTP ของคุณคือ 482913", "کد تایید: ۴۸۲۹۱۳",
        ])
    func languages(text: String) {
        #expect(otp(text) == "482913")
    }

    @Test(
        "What is no one-time code is none",
        arguments: [
            "Order number: 482913", "Your order 482913 has been shipped.", "Invoice 482913 is due on 2025-12-01.",
            "Ticket #482913 was updated.",
            "Tracking number: 482913", "Meeting ID: 839 201 746\nPasscode: 482913", "Call us at 482913.", "Total: 4829.13 EUR",
            "You paid $482913.",
            "Error code: 482913", "ZIP code 48291", "Postal code: 48291", "Use promo code 482913 at checkout.",
            "Use code SAVE2025 for 20% off.",
            "© 2025 Example, Inc.", "Version 482913 was released.", "It took 482913 steps.", "On 20251120 at 14:32 from 192.0.2.7.",
            "Card ending in 4821", "The colour is #482913.", "+49 30 482913", "(030) 482913", "1-800-555-0142", "482913 €", "482,913 users",
            "https://example.com/verify/482913", "482913@example.com", "Your verification code was sent by SMS. Reference 482913.",
            "Bestellnummer: 482913", "Numéro de commande : 482913", "注文番号：482913", "订单号：482913", "주문번호: 482913", "رقم الطلب: 482913",
            "ऑर्डर नंबर: 482913", "מספר הזמנה: 482913", "Номер заказа: 482913", "Sipariş no: 482913", "Rabattcode: HERBST15",
            "Code promo : HIVER15",
            "Pickup code: 482913", "Your backup codes:\n4821 9930\n1174 2260\n9042 7713", "Support PIN: 4821", "Your password is Tq7mLp2x",
            "IBAN DE89 3704 0044 0532 0130 00", "Your code expires in 10 minutes.", "Enter the 6-digit code in the app.", "",
        ])
    func others(text: String) {
        #expect(otp(text) == nil)
    }

    @Test("The label decides between several numbers")
    func severalNumbers() {
        #expect(otp("Order 77120418\nYour verification code: 482913\nCustomer number 20417736") == "482913")
        #expect(otp("The verification code for order 48291 is 903475.") == "903475")
        #expect(otp("Amount 1,250.00 EUR on 20.11.2025 14:32, code 660217, card ending 4471", subject: "Your TAN") == "660217")
        #expect(otp("Your recovery code: 620918\nBackup code: 4821-7730") == "620918")
    }

    @Test("Kinds are told apart")
    func kinds() {
        func kind(_ text: String) -> CodeKind? { Extraction(subject: nil, text: text, html: nil).codes.first?.kind }
        #expect(kind("Your verification code is 482913") == .oneTime)
        #expect(kind("Enter promo code SAVE2025 at checkout") == .coupon)
        #expect(kind("Join Zoom meeting\nMeeting ID: 839 201 746\nPasscode: 482913") == .meeting)
        #expect(kind("Pickup code: 739201 for your parcel") == .pickup)
        #expect(kind("Backup code: 4821-7730") == .backup)
        #expect(kind("Your password: Tq7mLp2x") == .password)
    }

    @Test("Rules name what decided")
    func rules() throws {
        func rule(_ text: String, subject: String = "") -> CodeRule? { Extraction(subject: subject, text: text, html: nil).otp?.rule }
        #expect(rule("Your verification code is 482913") == .label)
        #expect(rule("Your verification code is below. Please enter it in the app.\n\n482913") == .nearLabel)
        #expect(rule("482913 is your verification code") == .labelBehind)
        #expect(rule("Use 482913 to sign in to Example.") == .enter)
        #expect(rule("482913", subject: "Your login code") == .alone)
    }

    @Test("The subject alone is enough, and confirms what the body says")
    func subject() throws {
        let only = try #require(Extraction(subject: "482913 is your Example login code", text: "Type it in.", html: nil).otp)
        #expect(only.source == .subject)
        let body = "Your code is 482913."
        let both = try #require(Extraction(subject: "Your login code: 482913", text: body, html: nil).otp)
        let one = try #require(Extraction(subject: "Your login code", text: body, html: nil).otp)
        #expect(both.confidence >= one.confidence)
    }

    @Test("Confidence is between 0 and 1, and answers are sure enough")
    func confidence() {
        let found = Extraction(
            subject: "Your code", text: "Your verification code is 482913. Coupon SAVE20X. Your code was 5512 or so.", html: nil)
        #expect(found.codes.allSatisfy { (0...1).contains($0.confidence) })
        #expect(found.otp.map { $0.confidence >= 0.5 } ?? false)
        #expect(found.codes.map(\.confidence) == found.codes.map(\.confidence).sorted(by: >))
    }
}
