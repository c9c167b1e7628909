import Extraction
import ExtractionEvaluation
import FoundationEssentials
import MIME

/// `read FILE` prints everything that is found in a mail, or in an evaluation mail, as the API answers it.
func readCommand(_ arguments: [String]) -> Int32? {
    guard arguments.count == 1, let data = FileManager.default.contents(atPath: arguments[0]) else { return nil }
    let extraction: Extraction
    if arguments[0].hasSuffix(".json") {
        guard let mail = try? JSONDecoder().decode(EvaluationMail.self, from: data) else { return nil }
        extraction = Extraction(subject: mail.subject, text: mail.text, html: mail.html)
    } else {
        extraction = Extraction(Message(Array(data)))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let json = try? encoder.encode(extraction) else { return 1 }
    print(String(decoding: json, as: UTF8.self))
    return 0
}
