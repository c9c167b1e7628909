import LambdaRuntime
import Testing

/// Lambda keeps a name only when it matches `(Runtime|Function)\.[A-Z][a-zA-Z]+`.
@Suite struct ErrorTypeTests {
    @Test(arguments: ["Function.DeadlineExceeded", "Runtime.ExitError", "Function.Ab"])
    func `A name that Lambda keeps is taken as it is`(_ name: String) {
        #expect(ErrorType(name)?.description == name)
    }

    @Test(arguments: [
        "", "Function", "Function.", "Function.A", "Function.lower", "Sandbox.Timeout", "Function.With1Digit", "Function.Ä", "function.Abc",
    ])
    func `A name that Lambda throws away is none`(_ name: String) {
        #expect(ErrorType(name) == nil)
    }

    @Test(arguments: [
        ("MailError", "Function.MailError"), ("mailError", "Function.MailError"), ("Fehler404Ä", "Function.Fehler"),
        ("Box<Int, String>", "Function.BoxIntString"), ("_", "Function.UnhandledError"), ("x", "Function.UnhandledError"),
    ])
    func `The name of a type becomes one`(_ type: String, _ expected: String) {
        #expect(ErrorType(named: type).description == expected)
        #expect(ErrorType(ErrorType(named: type).description) != nil)
    }

    @Test func `An error is named after its type, wherever that is nested`() {
        struct Inner: Error {}
        enum Kind: Error { case first }
        #expect(ErrorType(of: Inner()).description == "Function.Inner")
        #expect(ErrorType(of: Kind.first).description == "Function.Kind")
        #expect(ErrorType(of: CancellationError()) == .cancelled)
    }

    @Test func `An error that says its name keeps it`() {
        #expect(ErrorType(of: RuntimeFailure(.invalidEvent, "no")) == .invalidEvent)
    }
}
