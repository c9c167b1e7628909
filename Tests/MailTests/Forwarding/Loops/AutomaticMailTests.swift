import Forwarding
import MIME
import Mail
import Testing

@Suite("Forwarding: automatic mail")
struct AutomaticMailTests {
    @Test(
        "What a program sent by itself",
        arguments: [
            ("Auto-Submitted: auto-replied", true), ("Auto-Submitted: Auto-Generated (x)", true), ("Auto-Submitted: no", false),
            ("Auto-Submitted: NO; x=y", false), ("Auto-Submitted:", false), ("Precedence: bulk", true), ("Precedence: List", true),
            ("Precedence: junk", true), ("Precedence: first-class", false), ("List-Id: Talk <talk.example.org>", true),
            ("Content-Type: multipart/report; report-type=delivery-status; boundary=b", true), ("Content-Type: text/plain", false),
            ("List-Unsubscribe: <mailto:x@y.z>", false), ("Subject: Out of office", false),
        ])
    func automatic(_ line: String, _ isAutomatic: Bool) {
        let message = ForwardingBench.message("From: a@b.c\n\(line)")
        #expect(AutomaticMail.isAutomatic(message, envelopeSender: "a@b.c") == isAutomatic)
    }

    @Test("The null path is automatic, however it is written", arguments: [nil, "", "<>", " <> "])
    func nullPath(_ path: String?) {
        #expect(AutomaticMail.isAutomatic(ForwardingBench.message("From: a@b.c"), envelopeSender: path))
    }

    @Test("Only a sender who is known by SPF gets a bounce, within a day, for what a person wrote")
    func bounce() {
        let received = Timestamp(millisecondsSince1970: 1_000_000)
        func mayBounce(_ line: String = "Subject: x", sender: String? = "a@b.c", spf: String? = "PASS", minutes: Int = 1439) -> Bool {
            AutomaticMail.mayBounce(
                ForwardingBench.message("From: a@b.c\n\(line)"), envelopeSender: sender, verdicts: Verdicts(spf: spf), receivedAt: received,
                now: received.adding(minutes: minutes))
        }
        #expect(mayBounce() && mayBounce(spf: "pass"))
        #expect(!mayBounce("Precedence: bulk"))
        #expect(!mayBounce(sender: nil) && !mayBounce(sender: ""))
        #expect(!mayBounce(spf: "FAIL") && !mayBounce(spf: "GRAY") && !mayBounce(spf: nil))
        #expect(!mayBounce(minutes: 1440))
    }
}
