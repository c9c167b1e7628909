import Forwarding
import Mail
import Testing

@Suite("The file of aliases")
struct AliasFileTests {
    private func read(_ text: String) throws -> AliasFile { try AliasFile(Array(text.utf8)) }

    private func problems(_ text: String) -> [AliasProblem] {
        do {
            _ = try read(text)
            return []
        } catch {
            return (error as? AliasProblems)?.problems ?? []
        }
    }

    /// With all settings.
    private static let everything = """
        {
          "hello@example.com": "jane@gmail.com",
          "sales@example.com": ["a@x.org", "b@y.org"],
          "@example.com": { "targets": ["jane@gmail.com"], "enabled": false, "failover": "f@z.org", "blocked": ["spam@x.org", "@bad.example"], \
        "owner": "o@z.org", "from": "name", "recipients": "keep", "reply_to": "alias", "spam": "forward", "virus": "bounce", "dmarc": "quarantine" }
        }

        """

    @Test("An alias is a target, a list of targets, or an object with settings")
    func forms() throws {
        let file = try read(Self.everything)
        #expect(file[try AliasKey("hello@example.com")] == (try AliasBench.alias("jane@gmail.com")))
        #expect(file[try AliasKey("sales@example.com")]?.targets.map(\.description) == ["a@x.org", "b@y.org"])
        let all = try #require(file[try AliasKey("@example.com")])
        #expect(!all.isEnabled)
        #expect(all.failover?.description == "f@z.org")
        #expect(all.blockedSenders.map(\.description) == ["spam@x.org", "@bad.example"])
        #expect(all.owner?.description == "o@z.org")
        #expect(all.from == .name && all.recipients == .keep && all.replyTo == .alias)
        #expect(all.spam == .forward && all.virus == .bounce && all.dmarc == .quarantine)
        #expect(file.domains == ["example.com"])
        #expect(file.aliases.count == 3)
    }

    @Test("Targets and blocked senders of an object can be a single text")
    func singles() throws {
        let alias = try #require(try read(#"{"a@x": {"targets": "t@out", "blocked": "@bad.example"}}"#)[AliasKey("a@x")])
        #expect(alias.targets.map(\.description) == ["t@out"])
        #expect(alias.blockedSenders.map(\.description) == ["@bad.example"])
    }

    @Test("A file is written as it is read: one alias a line, by domain and address, the catch-all last")
    func written() throws {
        #expect(try read(Self.everything).json == Self.everything)
        let mixed = try read(
            #"{"@b.example": "t@out", "Zoe@B.example": ["t@out"], "@münchen.example": "t@out", "@a.example": "t@out", "a_b@b.example": "t@out"}"#
        )
        #expect(
            mixed.json == """
                {
                  "@a.example": "t@out",
                  "a_b@b.example": "t@out",
                  "Zoe@B.example": "t@out",
                  "@b.example": "t@out",
                  "@münchen.example": "t@out"
                }

                """)
        #expect(try read(mixed.json).json == mixed.json)
        #expect(AliasFile().json == "{}\n")
        #expect(try read("{}").entries.isEmpty)
    }

    @Test("Every setting is read back from what is written, each in every value")
    func settings() throws {
        var aliases = [try AliasBench.alias("t@out")]
        func each<Value: CaseIterable>(_ path: WritableKeyPath<Alias, Value>) {
            for value in Value.allCases {
                var alias = aliases[0]
                alias[keyPath: path] = value
                aliases.append(alias)
            }
        }
        each(\.from)
        each(\.recipients)
        each(\.replyTo)
        each(\.spam)
        each(\.virus)
        each(\.dmarc)
        var alias = try AliasBench.disabled("Jane.Doe@out", #""a\"\\b"@out"#, "日本@例え.テスト")
        aliases.append(alias)
        alias.blockedSenders = [try BlockedSender(#""a b"@x"#)]
        aliases.append(alias)
        for alias in aliases {
            #expect(try AliasValue.read(Array(AliasValue.json(alias).utf8)) == alias)
            #expect(!AliasValue.json(alias).contains("\n"))
        }
    }

    @Test("Saving replaces what the name means and keeps how it is written; removing takes it away")
    func changed() throws {
        var file = try read(#"{"Hello@Example.com": "a@out"}"#)
        try file.save(try AliasBench.alias("b@out"), as: "hello@EXAMPLE.com")
        try file.save(try AliasBench.alias("c@out"), as: "@New.example")
        #expect(file.json == "{\n  \"Hello@Example.com\": \"b@out\",\n  \"@New.example\": \"c@out\"\n}\n")
        #expect(file.remove(try AliasKey("HELLO@example.com"))?.targets.map(\.description) == ["b@out"])
        #expect(file.remove(try AliasKey("hello@example.com")) == nil)
        #expect(file.entries.map(\.name) == ["@New.example"])
        #expect(throws: EmailAddress.Invalid.self) { try file.save(AliasBench.alias("c@out"), as: "new.example") }
    }

    @Test(
        "What is wrong with an alias is said with its line, its name and what to do",
        arguments: [
            (#""a@x": "jane""#, "a@x: the target 'jane' is no address: it has no '@'. Write it as name@domain."),
            (#""a@x": """#, "a@x: the target '' is no address: it has no '@'. Write it as name@domain."),
            (#""a@x": []"#, #"a@x: it has no targets. Name at least one address; "enabled": false switches an alias off."#),
            (#""a@x": {"targets": []}"#, #"a@x: it has no targets. Name at least one address; "enabled": false switches an alias off."#),
            (#""a@x": {}"#, #"a@x: it has no "targets". Name at least one address there."#),
            (#""a@x": 5"#, #"a@x: a number is no alias. Write an address, a list of addresses, or an object with "targets"."#),
            (#""a@x": null"#, #"a@x: null is no alias. Write an address, a list of addresses, or an object with "targets"."#),
            (#""a@x": ["t@out", 5]"#, "a@x: the target is a number. Write an address in double quotes."),
            (#""a@x": {"targets": {"to": "t@out"}}"#, "a@x: the target is an object. Write an address in double quotes."),
            (#""a@x": ["t@out", "T@out"]"#, "a@x: the target 'T@out' stands twice, first in line 2. Take one out."),
            (#""a@x": {"targets": "t@out", "enabled": "false"}"#, #"a@x: "enabled" is a text. Write true or false, without quotes."#),
            (
                #""a@x": {"targets": "t@out", "failover": "f"}"#,
                #"a@x: "failover" 'f' is no address: it has no '@'. Write it as name@domain."#
            ),
            (#""a@x": {"targets": "t@out", "owner": null}"#, #"a@x: "owner" is null. Write an address in double quotes."#),
            (
                #""a@x": {"targets": "t@out", "blocked": ["bad.example"]}"#,
                "a@x: the blocked sender 'bad.example' is no address: it has no '@'. Write name@domain, or @domain for everybody there."
            ),
            (
                #""a@x": {"targets": "t@out", "blocked": [true]}"#,
                #"a@x: "blocked" has true or false. Write a list of texts: name@domain, or @domain for everybody there."#
            ),
            (
                #""a@x": {"targets": "t@out", "from": "Name"}"#,
                #"a@x: "from" cannot be "Name". Write "name_and_address", "name", "address_only" or "alias_only"."#
            ),
            (
                #""a@x": {"targets": "t@out", "spam": false}"#,
                #"a@x: "spam" is true or false. Write "forward", "mark", "quarantine" or "bounce"."#
            ),
            (#""a@x": {"targets": "t@out", "recipients": "drop"}"#, #"a@x: "recipients" cannot be "drop". Write "replace" or "keep"."#),
            (#""a@x": {"target": "t@out", "targets": "t@out"}"#, #"a@x: there is no setting "target". Did you mean "targets"?"#),
            (#""a@x": {"targets": "t@out", "Reply-To": "alias"}"#, #"a@x: there is no setting "Reply-To". Did you mean "reply_to"?"#),
            (#""a@x": {"targets": "t@out", "vrius": "mark"}"#, #"a@x: there is no setting "vrius". Did you mean "virus"?"#),
            (
                #""a@x": {"targets": "t@out", "comment": "x"}"#,
                #"a@x: there is no setting "comment". There are targets, enabled, failover, blocked, owner, from, recipients, reply_to, spam, virus, dmarc."#
            ),
            (#""a@x": {"targets": "t@out", "spam": "mark", "spam": "mark"}"#, #"a@x: "spam" stands twice, first in line 2. Take one out."#),
            (
                #""hello": "t@out""#,
                "hello: this is no address: it has no '@'. Write name@domain, or @domain for the catch-all of a domain."
            ),
            (#""": "t@out""#, ": this is no address: it has no '@'. Write name@domain, or @domain for the catch-all of a domain."),
            (
                #""*@x": "t@out""#,
                "*@x: this is no address: the catch-all of a domain is written '@x'. Write name@domain, or @domain for the catch-all of a domain."
            ),
            (
                #""a\u202eb@x": "t\u001b@out""#,
                #"a\u{202e}b@x: the target 't\u{1b}@out' is no address: the part before the '@' has a character that needs quotes, or a misplaced dot. Write it as name@domain."#
            ),
            (
                #""a@x": ["nobody@x", "t@out"]"#,
                "a@x: there is no alias for the target 'nobody@x', and its domain is one of aliases. Add an alias for it, or take it out."
            ),
            (#""a@x": "A@x""#, "a@x: the aliases lead back to where they began: a@x → a@x. Take a target out of one of them."),
            (#""@x": "a@x""#, "@x: the aliases lead back to where they began: a@x → a@x. Take a target out of one of them."),
        ])
    func problem(_ member: String, _ message: String) {
        let found = problems("{\n\(member)\n}").map(\.description)
        #expect(found.contains("line 2: \(message)"), "\(found)")
        if !member.contains("\\u") { #expect(found.count == 1, "\(found)") }
    }

    @Test("All problems are said, in the order of their lines")
    func allProblems() {
        let found = problems(
            """
            {
              "a@x": "jane",
              "b@x": { "targets": ["t@out",
                  "bad"],
                "spamm": "mark",
                "virus": 5 },
              "nonsense": "t@out",
              "c@x": "d@x",
              "d@x": [ "out@out",
                "c@x" ],
              "A@X": "t@out"
            }
            """)
        #expect(found.map(\.line) == [2, 4, 5, 6, 7, 8, 11])
        #expect(found.map(\.key) == ["a@x", "b@x", "b@x", "b@x", "nonsense", "c@x", "A@X"])
        #expect(found.last?.what == "the alias stands twice, first in line 2")
    }

    @Test("A circle is said once, of an alias in it, however many lead there")
    func circles() {
        let found = problems(
            """
            {
              "s@x": "a@x",
              "r@x": "b@x",
              "a@x": "b@x",
              "b@x": ["t@out", "a@x"],
              "ok@x": "t@out",
              "@y": "info@y"
            }
            """)
        #expect(found.map(\.line) == [4, 7])
        #expect(
            found.map(\.what) == [
                "the aliases lead back to where they began: a@x → b@x → a@x", "the aliases lead back to where they began: info@y → info@y",
            ])
    }

    @Test("A chain that is too long is said, the longest that is allowed is not")
    func longChain() {
        func chain(_ count: Int) -> String {
            "{" + (0..<count).map { "\"a\($0)@x\": \"\($0 + 1 == count ? "t@out" : "a\($0 + 1)@x")\"" }.joined(separator: ",\n") + "}"
        }
        #expect(problems(chain(6)) == [])
        let found = problems(chain(7))
        #expect(found.map(\.line) == [1])
        #expect(found.first?.what == "the chain of aliases has more than 5 hops: a0@x → a1@x → a2@x → a3@x → a4@x → a5@x → a6@x")
    }

    @Test("Targets that are not found are said in their own line; where an alias cannot be read, it may have been it")
    func deadEnds() {
        let found = problems("{\n\"a@x\": [\"t@out\",\n\"b@x\",\n\"c+t@x\"],\n\"c@x\": \"t@out\"}")
        #expect(found.map(\.line) == [3])
        #expect(problems("{\n\"a@x\": \"b@x\",\n\"b@x\": \"jane\"}").map(\.line) == [3])
        #expect(problems(#"{"a@x": "b@x", "@x": "t@out"}"#) == [])
    }

    @Test(
        "What is no file of aliases is refused",
        arguments: [
            ("", "line 1, column 1: the text ends where a value is expected. Complete it."),
            ("[]", "line 1: the file is a list and no object. Write { \"hello@example.com\": \"jane@example.org\" }, and so on."),
            ("{\n  \"a@x\": \"t@out\",\n}", "line 2, column 17: there is a ',' before the '}'. Take it out."),
            ("{\n  // mine\n  \"a@x\": \"t@out\"\n}", "line 2, column 3: JSON has no comments. Take it out."),
        ])
    func noFile(_ text: String, _ message: String) {
        #expect(problems(text).map(\.description) == [message])
    }

    @Test("Any cut or changed file is read or refused, and never ends the program")
    func mutated() throws {
        let bytes = Array(Self.everything.utf8)
        var refused = 0
        for index in bytes.indices {
            for replacement: [UInt8] in [[], [0x22], [0x7B], [0x5C], [0xFF], [0x40]] {
                var changed = bytes
                changed.replaceSubrange(index...index, with: replacement)
                do {
                    let file = try AliasFile(changed)
                    #expect(try AliasFile(Array(file.json.utf8)).json == file.json)
                } catch {
                    #expect(!error.problems.isEmpty)
                    refused += 1
                }
            }
            #expect(throws: AliasProblems.self, "cut at \(index)") { try AliasFile(Array(bytes[..<min(index, bytes.count - 3)])) }
        }
        #expect(refused > bytes.count * 3)
    }

    @Test("A file of many aliases is read and checked in time linear in its length")
    func large() throws {
        let lines =
            (0..<5_000).map { "\"a\($0)@x\": [\"t\($0)@out\", \"shared\($0 % 100)@y\"]" }
            + (0..<100).map { "\"shared\($0)@y\": \"s\($0)@out\"" }
        let file = try read("{" + lines.joined(separator: ",\n") + "}")
        #expect(file.aliases.count == 5_100)
        #expect(try read(file.json).json == file.json)
    }
}
