import Forwarding
import Mail
import Testing

@Suite("Taking over aliases")
struct AliasImportTests {
    private func read(_ text: String, _ format: AliasImport.Format, domains: [String] = []) throws -> AliasImport {
        try AliasImport(Array(text.utf8), format: format, domains: domains)
    }

    /// Where mail goes by the imported aliases.
    private func targets(_ found: AliasImport, _ address: String) async throws -> [String] {
        let router = AliasRouter(store: InMemoryAliases(found.file.aliases), domains: found.file.domains)
        guard case .targets(let targets) = try await router.route(EmailAddress(address)) else { return [] }
        return targets.map(\.address.description)
    }

    private static let configuration = """
        {
          "fromEmail": "",
          "subjectPrefix": "",
          "emailBucket": "bucket",
          "emailKeyPrefix": "mails/",
          "allowPlusSign": true,
          "forwardMapping": {
            "info@example.com": ["john@out", "jen@out"],
            "@example.com": ["all@out"],
            "@": ["everything@out"],
            "info": ["user@out"],
            "abuse": ["jim@out"],
            "sales@example.org": ["sales@out"]
          }
        }
        """

    @Test(
        "The forwarder's order is kept: the address, the domain, the user, everything",
        arguments: [
            ("info@example.com", ["john@out", "jen@out"]), ("INFO+tag@example.com", ["john@out", "jen@out"]),
            ("other@example.com", ["all@out"]),
            ("sales@example.org", ["sales@out"]), ("info@example.org", ["user@out"]), ("info+tag@example.org", ["user@out"]),
            ("other@example.org", ["everything@out"]), ("abuse@example.com", ["all@out"]), ("abuse@example.org", ["jim@out"]),
            ("info@example.net", ["user@out"]), ("any@example.net", ["everything@out"]),
        ])
    func forwarderOrder(_ address: String, _ expected: [String]) async throws {
        let found = try read(Self.configuration, .sesForwarder, domains: ["Example.net", "example.ORG"])
        #expect(try await targets(found, address) == expected)
        #expect(found.warnings.map(\.key) == ["info", "abuse", "@"])
        #expect(found.warnings.map(\.line) == [11, 12, 10])
    }

    @Test("Without a domain, names of any domain are left out, and it is said")
    func noDomain() throws {
        let found = try read(#"{"forwardMapping": {"info": ["a@out"], "@": ["b@out"]}, "allowPlusSign": true}"#, .sesForwarder)
        #expect(found.file.entries.isEmpty)
        #expect(
            found.warnings.map(\.what) == [
                "this name of any domain is left out, since no domain is known",
                "everything else of any domain is left out, since no domain is known",
            ])
    }

    @Test("The configuration may stand in an object, as the forwarder's code has it", arguments: ["defaultConfig", "config"])
    func wrapped(_ name: String) throws {
        let found = try read("{\"\(name)\": \(Self.configuration)}", .sesForwarder)
        #expect(
            found.file.entries.map(\.name) == [
                "info@example.com", "@example.com", "abuse@example.org", "info@example.org", "sales@example.org", "@example.org",
            ])
    }

    @Test("What will be different is said")
    func differences() throws {
        let found = try read(
            #"""
            {"fromEmail": "noreply@example.com", "subjectPrefix": "FW: ", "toEmail": "x@example.com", "allowPlusSign": true,
             "forwardMapping": {"Info@example.com": ["a@out"], "a+b@example.com": ["a@out", "a@out"], "c@example.com": ["gone@example.com"]}}
            """#, .sesForwarder)
        #expect(found.file.entries.map(\.name) == ["a+b@example.com", "c@example.com", "Info@example.com"])
        let warnings = found.warnings.map(\.what)
        #expect(warnings.contains("mail comes from the alias that it was sent to"))
        #expect(warnings.contains("subjects stay as they are"))
        #expect(warnings.contains("To shows the target, or the alias with \"recipients\": \"keep\""))
        #expect(warnings.contains("it never had mail there, where names have to be in lower case; here it has"))
        #expect(warnings.contains("it never had mail there, where plus tags are dropped before; here it has"))
        #expect(warnings.contains("the target 'a@out' stands twice, first in line 2"))
        #expect(warnings.count == 6)
        #expect(found.file.chainProblems.map(\.key) == ["c@example.com"])
    }

    @Test("Without allowPlusSign it is said that tags count for nothing here")
    func plusSign() throws {
        let found = try read(#"{"forwardMapping": {"a@example.com": "a@out"}}"#, .sesForwarder)
        #expect(
            found.warnings.map(\.what) == ["\"allowPlusSign\" is not on; here mail to name+tag@domain goes where that to name@domain goes"])
        #expect(found.file.entries.count == 1)
    }

    @Test("What is no alias is left out and said; the others are taken", arguments: [AliasImport.Format.sesForwarder, .ssm])
    func leftOut(_ format: AliasImport.Format) throws {
        let map = #"{"a@x": ["bad"], "b@x": [], "c@x": ["c@out", "bad"], "@": 5, "d@x x": ["d@out"], "C@x": ["e@out"]}"#
        let found = try read(format == .ssm ? map : "{\"allowPlusSign\": true, \"forwardMapping\": \(map)}", format)
        #expect(found.file.json == "{\n  \"c@x\": \"c@out\"\n}\n")
        let keys = found.warnings.map(\.key)
        for key in ["a@x", "b@x", "c@x", "d@x x", "C@x"] { #expect(keys.contains(key)) }
        #expect(found.warnings.contains { $0.key == "C@x" && $0.what == "it stands twice, and this one is left out" })
    }

    @Test(
        "Maps of Parameter Store are taken in each form that they have",
        arguments: [
            #"{"hello@example.com": ["a@out", "b@out"], "@example.com": ["c@out"]}"#,
            #"{"hello@example.com": "[\"a@out\", \"b@out\"]", "@example.com": "c@out"}"#,
            #"{"/postroom/aliases/example.com/hello": "a@out, b@out", "/postroom/aliases/example.com/_default": "[\"c@out\"]"}"#,
            #"{"/mail/map": {"hello@example.com": ["a@out", "b@out"], "@example.com": ["c@out"]}}"#,
            #"{"/mail/map": "{\"hello@example.com\": [\"a@out\", \"b@out\"], \"@example.com\": [\"c@out\"]}"}"#,
            #"{"Parameters": [{"Name": "/postroom/aliases/example.com/hello", "Type": "String", "Value": "[\"a@out\",\"b@out\"]", "Version": 1}, {"Name": "/postroom/aliases/example.com/_default", "Type": "StringList", "Value": "c@out"}]}"#,
            #"{"Parameter": {"Name": "map", "Value": "{\"hello@example.com\": [\"a@out\", \"b@out\"], \"@example.com\": \"c@out\"}"}}"#,
        ])
    func parameters(_ text: String) async throws {
        let found = try read(text, .ssm)
        #expect(found.warnings == [])
        #expect(try await targets(found, "hello@example.com") == ["a@out", "b@out"])
        #expect(try await targets(found, "other@example.com") == ["c@out"])
        #expect(found.file.entries.map(\.name) == ["hello@example.com", "@example.com"])
    }

    @Test("Settings in a parameter are taken too, and escaped names are read")
    func parameterSettings() throws {
        let found = try read(#"{"/postroom/aliases/x.org/a_5fb": "{\"targets\": [\"t@out\"], \"spam\": \"quarantine\"}"}"#, .ssm)
        #expect(found.file[try AliasKey("a_b@x.org")]?.spam == .quarantine)
    }

    @Test(
        "A parameter that is none is said",
        arguments: [#"{"Parameters": [{"Name": "a@x"}]}"#, #"{"Parameters": [5]}"#, #"{"name": ["a@out"]}"#])
    func noParameter(_ text: String) throws {
        let found = try read(text, .ssm)
        #expect(found.file.entries.isEmpty)
        #expect(!found.warnings.isEmpty)
    }

    @Test(
        "A text of which nothing can be made is refused",
        arguments: [
            ("", AliasImport.Format.ssm), ("[]", .ssm), ("[]", .sesForwarder), ("{}", .sesForwarder),
            (#"{"forwardMapping": []}"#, .sesForwarder),
            ("var defaultConfig = {};", .sesForwarder), ("{ forwardMapping: {} }", .sesForwarder),
        ])
    func unusable(_ text: String, _ format: AliasImport.Format) {
        let error = #expect(throws: AliasProblems.self) { try read(text, format) }
        #expect(error?.problems.count == 1)
    }
}
