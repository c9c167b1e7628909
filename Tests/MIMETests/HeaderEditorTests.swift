import MIME
import Testing

/// Edits of header lines, each beside the bytes that it has to make.
@Suite struct HeaderEditorTests {
    private func edited(_ mail: String, _ edits: (inout HeaderEditor) throws -> Void) throws -> String {
        var editor = try HeaderEditor(Message(Array(mail.utf8)).root)
        try edits(&editor)
        let edit = editor.edit
        let result = edit.apply()
        #expect(result.count == edit.count)
        #expect(try MessageEdit(edit.inverse, of: result).apply() == Array(mail.utf8))
        return string(result)
    }

    private let line = { (value: String) throws in try HeaderLine("X-A", text: value) }

    @Test func fieldsAreInsertedWhereAsked() throws {
        let mail = "A: 1\r\nB: 2\r\n 3\r\na: 4\r\n\r\nbody\r\n"
        #expect(try edited(mail) { $0.insert(try line("x")) } == "X-A: x\r\n" + mail)
        #expect(try edited(mail) { try $0.insert(try line("x"), at: .end) } == "A: 1\r\nB: 2\r\n 3\r\na: 4\r\nX-A: x\r\n\r\nbody\r\n")
        #expect(
            try edited(mail) { try $0.insert(try line("x"), at: .after("b")) } == "A: 1\r\nB: 2\r\n 3\r\nX-A: x\r\na: 4\r\n\r\nbody\r\n")
        #expect(
            try edited(mail) { try $0.insert(try line("x"), at: .before("A", occurrence: 1)) }
                == "A: 1\r\nB: 2\r\n 3\r\nX-A: x\r\na: 4\r\n\r\nbody\r\n")
    }

    @Test func valuesNamesAndFieldsChangeAlone() throws {
        let mail = "A : 1\nb:\t2\n\t3  \nA:4\n\n\r\nbody"
        #expect(try edited(mail) { try $0.replace("B", with: FieldValue(raw: "x".utf8)) } == "A : 1\nb: x\nA:4\n\n\r\nbody")
        #expect(
            try edited(mail) { try $0.replace("a", occurrence: 1, with: FieldValue(text: "x")) } == "A : 1\nb:\t2\n\t3  \nA: x\n\n\r\nbody")
        #expect(try edited(mail) { try $0.rename("a", to: "C") } == "C : 1\nb:\t2\n\t3  \nA:4\n\n\r\nbody")
        #expect(try edited(mail) { try $0.remove("b") } == "A : 1\nA:4\n\n\r\nbody")
        #expect(try edited(mail) { $0.removeAll("a") } == "b:\t2\n\t3  \n\n\r\nbody")
        #expect(
            try edited(mail) {
                try $0.rename("b", to: "D")
                try $0.replace("d", with: FieldValue(text: "y"))
                try $0.insert(try line("z"), at: .after("d"))
                try $0.replace("x-a", with: FieldValue(text: "w"))
                try $0.remove("a")
            } == "D: y\nX-A: w\nA:4\n\n\r\nbody")
    }

    @Test func headersThatAreMissingOrBrokenTakeAField() throws {
        let cases: [(String, top: String, end: String)] = [
            ("", "X-A: x\r\n", "X-A: x\r\n"),
            ("\r\nbody", "X-A: x\r\n\r\nbody", "X-A: x\r\n\r\nbody"),
            ("\nbody", "X-A: x\n\nbody", "X-A: x\n\nbody"),
            ("A: 1", "X-A: x\r\nA: 1", "A: 1\r\nX-A: x"),
            ("A: 1\n", "X-A: x\nA: 1\n", "A: 1\nX-A: x\n"),
            ("From joan Sat\nA: 1\n\nb", "From joan Sat\nX-A: x\nA: 1\n\nb", "From joan Sat\nA: 1\nX-A: x\n\nb"),
            ("From joan Sat", "From joan Sat\r\nX-A: x\r\n", "From joan Sat\r\nX-A: x\r\n"),
            ("\u{FEFF}A: 1\n\nb", "\u{FEFF}X-A: x\nA: 1\n\nb", "\u{FEFF}A: 1\nX-A: x\n\nb"),
            ("\u{FEFF}\n\nb", "\u{FEFF}X-A: x\n\n\nb", "\u{FEFF}X-A: x\n\n\nb"),
            (" folded\nA: 1\n\nb", " folded\nX-A: x\nA: 1\n\nb", " folded\nA: 1\nX-A: x\n\nb"),
        ]
        for (mail, top, end) in cases {
            #expect(try edited(mail) { $0.insert(try line("x")) } == top)
            #expect(try edited(mail) { try $0.insert(try line("x"), at: .end) } == end)
        }
        let cut = "Content-Type: multipart/mixed; boundary=B\r\n--B\r\nA: 1\r\n--B--"
        let edit = try edited(cut) { try $0.insert(try line("x"), at: .end) }
        #expect(edit == "Content-Type: multipart/mixed; boundary=B\r\nX-A: x\r\n--B\r\nA: 1\r\n--B--")
        #expect(Message(Array(edit.utf8)).shape == Message(Array(cut.utf8)).shape)
    }

    /// LF behind the CR at the end of a cut mail would be one line end with it.
    @Test func aLoneCarriageReturnAtTheEndStaysData() throws {
        let cases: [(String, end: String)] = [
            ("A: 1\nB: 2\r", "A: 1\nB: 2\r\r\nX-A: x"),
            ("A: 1\nB: 2\r\r", "A: 1\nB: 2\r\r\r\nX-A: x"),
            ("A: 1\nB:\r", "A: 1\nB:\r\r\nX-A: x"),
            ("A: 1\nB\r", "A: 1\nB\r\r\nX-A: x"),
            ("A: 1\n\r", "A: 1\n\r\r\nX-A: x"),
            ("A: 1\n\r\r", "A: 1\n\r\r\r\nX-A: x"),
            ("A: 1\n \r", "A: 1\n \r\r\nX-A: x"),
            ("A: 1\n 2\r", "A: 1\n 2\r\r\nX-A: x"),
            ("A: 1\r\n\r", "A: 1\r\n\r\r\nX-A: x"),
            ("From joan Sat\nA: 1\n\r", "From joan Sat\nA: 1\n\r\r\nX-A: x"),
            ("From joan Sat\r", "From joan Sat\r\r\nX-A: x\r\n"),
            ("\u{FEFF}\r", "\u{FEFF}\r\r\nX-A: x"),
            ("A\r", "A\r\r\nX-A: x"),
            ("\r", "\r\r\nX-A: x"),
        ]
        for (mail, end) in cases {
            let fields = fields(mail)
            #expect(try edited(mail) { try $0.insert(try line("x"), at: .end) } == end, "\(mail.debugDescription)")
            #expect(self.fields(end) == fields + ["X-A: x"], "\(mail.debugDescription)")
            let two = try edited(mail) {
                $0.set(try line("x"))
                try $0.insert(try HeaderLine("X-B", text: "y"), at: .after("x-a"))
            }
            #expect(self.fields(two) == fields + ["X-A: x", "X-B: y"], "\(mail.debugDescription)")
        }
        let mail = "A: 1\nB: 2\r"
        let replaced = try edited(mail) {
            try $0.replace("b", with: FieldValue(text: "3"))
            try $0.insert(try line("x"), at: .after("b"))
        }
        #expect(replaced == "A: 1\nB: 3\nX-A: x")
        #expect(try edited(mail) { try $0.insert(try line("x"), at: .before("b")) } == "A: 1\nX-A: x\nB: 2\r")
        let renamed = try edited(mail) {
            try $0.rename("b", to: "C")
            try $0.insert(try line("x"), at: .end)
        }
        #expect(renamed == "A: 1\nC: 2\r\r\nX-A: x")
    }

    @Test func aLoneCarriageReturnBeyondALimitStaysData() throws {
        for limit in 0...1 {
            let message = Message(Array("A: 1\n\r".utf8), limits: Limits(headerFields: limit))
            var editor = try HeaderEditor(message.root)
            try editor.insert(try line("x"), at: .end)
            #expect(string(editor.edit.apply()).hasPrefix("A: 1\n\r\r\nX-A: x"))
        }
    }

    /// The fields that are read, as `name: value`.
    private func fields(_ mail: String) -> [String] { Message(Array(mail.utf8)).root.headers.map { "\($0.name): \($0.value)" } }

    @Test func removingTheLastLineLeavesNoEmptyOne() throws {
        let result = try edited("A: 1\r\nB: 2") {
            try $0.remove("b")
            try $0.insert(try line("x"), at: .end)
        }
        #expect(result == "A: 1\r\nX-A: x\r\n")
    }

    @Test func linesBeyondALimitStay() throws {
        let bytes = crlf("A: 1\nB: 2\n 3\nC: 4\n\nbody")
        let message = Message(bytes, limits: Limits(headerFields: 2))
        var editor = try HeaderEditor(message.root)
        try editor.insert(try line("x"), at: .after("b"))
        try editor.insert(try line("y"), at: .end)
        #expect(editor.edit.apply() == crlf("A: 1\nB: 2\n 3\nX-A: x\nC: 4\nX-A: y\n\nbody"))
    }

    @Test func partsAreEditedTogether() throws {
        let bytes = crlf("Content-Type: multipart/mixed; boundary=B\n\n--B\nA: 1\n\none\n--B\nContent-Type: message/rfc822\n--B--\n")
        let message = Message(bytes)
        let editors = try message.parts.reversed().map {
            var editor = try HeaderEditor($0)
            try editor.insert(try HeaderLine("X-Path", text: $0.path), at: .end)
            return editor
        }
        let edit = try MessageEdit(editors, of: message)
        let result = Message(edit.apply())
        #expect(result.shape == message.shape)
        #expect(result.parts.map { $0.header("x-path")?.value } == message.parts.map(\.path))
        #expect(try MessageEdit(edit.inverse, of: result.bytes).apply() == bytes)
        #expect(throws: EditError.self) { try MessageEdit([editors[0], editors[0]], of: message) }
        #expect(throws: EditError.self) { try MessageEdit([editors[0]], of: result) }
        #expect(edit.segments.count == 8 || edit.segments.count == 9)
    }

    @Test func whatIsNotThereCannotBeEdited() throws {
        var editor = try HeaderEditor(Message(Array("A: 1\r\n\r\n".utf8)).root)
        #expect(throws: EditError.self) { try editor.remove("b") }
        #expect(throws: EditError.self) { try editor.replace("a", occurrence: 1, with: FieldValue(text: "")) }
        #expect(throws: EditError.self) { try editor.rename("a", to: "b\r\nc") }
        #expect(throws: EditError.self) { try editor.insert(try line("x"), at: .before("")) }
        #expect(editor.count(of: "A") == 1)
        let encoded = mail("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nQTogMQ==\n")
        #expect(encoded.parts.count == 2)
        #expect(throws: EditError.self) { try HeaderEditor(encoded.parts[1]) }
        #expect(throws: EditError.self) { try MessageEdit([Splice(0..<2, []), Splice(1..<1, [])], of: [1, 2]) }
        #expect(throws: EditError.self) { try MessageEdit([Splice(0..<3, [])], of: [1, 2]) }
    }

    @Test("Many edits find the same fields as few: names, occurrences, what was inserted, renamed and removed between")
    func manyEdits() throws {
        let names = ["A", "b", "A", "C", "a", "B"]
        let mail = Message(Array((0..<60).map { "\(names[$0 % 6]): \($0)\r\n" }.joined().utf8) + Array("\r\nbody".utf8))
        var editor = try HeaderEditor(mail.root)
        #expect(editor.counts == ["a": 30, "b": 20, "c": 10])
        for occurrence in 0..<30 { try editor.replace("a", occurrence: occurrence, with: FieldValue(text: "a\(occurrence)")) }
        try editor.remove("A", occurrence: 0)
        editor.insert(try HeaderLine("B", text: "first"))
        try editor.rename("c", occurrence: 9, to: "D")
        for occurrence in 0..<21 { try editor.replace("B", occurrence: occurrence, with: FieldValue(text: "b\(occurrence)")) }
        #expect(throws: EditError.self) { try editor.replace("a", occurrence: 29, with: FieldValue(text: "x")) }
        #expect(throws: EditError.self) { try editor.replace("none", with: FieldValue(text: "x")) }
        let root = Message(editor.edit.apply()).root
        #expect(root.headers(named: "a").map(\.value) == (1..<30).map { "a\($0)" })
        #expect(root.headers(named: "b").map(\.value) == (0..<21).map { "b\($0)" })
        #expect(root.headers(named: "c").count == 9 && root.headers(named: "d").map(\.value) == ["57"])
    }
}
