import ExtractionEvaluation
import FoundationEssentials
import Testing

/// The mails that the rules were written with: a change that loses one of them is seen here.
@Suite("Evaluation")
struct EvaluationTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(
        path: "Extraction/mails")

    @Test("Precision is at least 0.98 and recall at least 0.95 on the mails in Tests/Extraction/mails")
    func precisionAndRecall() throws {
        let mails = try EvaluationMail.folder(Self.folder.path)
        let evaluation = Evaluation(mails)
        for miss in evaluation.misses {
            print("\(miss.mail.id) \(miss.mail.language) \(miss.field): expected \(miss.expected ?? "none"), found \(miss.found ?? "none")")
        }
        #expect(mails.count >= 300)
        #expect(mails.count { $0.otp == nil && $0.link == nil } >= 100)
        #expect(Set(mails.map(\.id)).count == mails.count)
        for tally in [evaluation.codes, evaluation.links] {
            #expect(tally.precision >= 0.98)
            #expect(tally.recall >= 0.95)
        }
    }
}
