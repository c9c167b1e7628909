import MIME

/// Text of any charset, HTML, and header values: all become valid text.
///
/// The first line is the label of a charset, the rest its text.
func testText(_ input: UnsafeRawBufferPointer) {
    let end = input.firstIndex(of: 0x0A) ?? input.endIndex
    let label = String(decoding: input[..<end], as: UTF8.self)
    let bytes = [UInt8](input[min(end + 1, input.count)...])
    checkCharset(label, bytes)
    checkHTML(bytes)
    checkField(bytes)
}

private func isValid(_ text: String) -> Bool { String(validating: Array(text.utf8), as: UTF8.self) == text }

private func checkCharset(_ label: String, _ bytes: [UInt8]) {
    var log = DefectLog()
    let text = Charset.decode(bytes, label: label, &log)
    precondition(isValid(text))
    var utf8: [UInt8] = []
    Charset.appendUTF8(of: bytes.span, label: label, to: &utf8, &log)
    precondition(utf8 == Array(text.utf8))
    // Valid UTF-8 is what it is, and everything else is noted.
    var plain = DefectLog()
    let asUTF8 = Charset.decode(bytes, label: "utf-8", &plain)
    if let valid = String(validating: bytes, as: UTF8.self) {
        precondition(asUTF8 == valid || bytes.starts(with: [0xEF, 0xBB, 0xBF]) || bytes.starts(with: [0xFE, 0xFF]))
    } else if !bytes.starts(with: [0xFE, 0xFF]), !bytes.starts(with: [0xFF, 0xFE]) {
        precondition(plain.contains(.invalidCharsetBytes))
    }
}

private func checkHTML(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let html = HTMLText(text)
    precondition(isValid(html.text))
    for link in HTMLText.links(of: text) { precondition(isValid("\(link)")) }
}

private func checkField(_ bytes: [UInt8]) {
    let field = HeaderField(name: "X", rawValue: bytes)
    precondition(isValid(field.value))
    for address in field.addresses { precondition(isValid(address.name) && isValid(address.address)) }
    _ = (field.date, field.messageIDs, field.uris, field.received, field.authenticationResults)
}
