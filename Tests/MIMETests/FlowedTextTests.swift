import MIME
import Testing

/// RFC 3676: format=flowed.
@Suite struct FlowedTextTests {
    private func read(_ body: String, parameters: String = "") -> String? {
        mail("Content-Type: text/plain; format=Flowed\(parameters)\n\n\(body)").reading.text
    }

    @Test(arguments: [
        ("a \nb\nc\n", "a b\r\nc\r\n"),
        ("a \nb ", "a b "),
        ("a \n", "a \r\n"),
        (" >stuffed\n From x\n  two\n", ">stuffed\r\nFrom x\r\n two\r\n"),
        ("> a \n> b\n>> c \n>>d\n>\ne", "> a b\r\n>> c d\r\n>\r\ne"),
        // Lines of different depth are never joined.
        ("> a \nb", "> a \r\nb"),
        ("text \n-- \nName \nAddress", "text \r\n-- \r\nName Address"),
        ("> -- \n> x", "> -- \r\n> x"),
        ("", ""), ("\n\n", "\r\n\r\n"),
    ])
    func softLineBreaksAreUndone(body: String, expected: String) {
        #expect(read(body) == expected)
    }

    @Test func delSpJoinsWhatWasCut() {
        #expect(read("https://example.com/ \nconfirm/ \n1\n", parameters: "; delsp=YES") == "https://example.com/confirm/1\r\n")
        #expect(read("\u{65E5} \n\u{672C}", parameters: "; DelSp=yes; charset=utf-8") == "\u{65E5}\u{672C}")
        #expect(read("a \nb", parameters: "; delsp=no") == "a b")
    }

    @Test func otherTextsAndThePartItselfStayAsTheyAre() {
        let message = mail("Content-Type: text/plain; format=flowed\n\na \nb")
        #expect(message.root.text == "a \r\nb")
        #expect(mail("Content-Type: text/plain; format=fixed\n\na \nb").reading.text == "a \r\nb")
    }
}
