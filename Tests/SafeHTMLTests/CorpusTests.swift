import FoundationEssentials
import MIME
import SafeHTML
import Testing

/// Mails of other projects, where `POSTROOM_CORPUS` names a folder of them.
@Suite struct CorpusTests {
    private static let folder = ProcessInfo.processInfo.environment["POSTROOM_CORPUS"]

    @Test(.enabled(if: CorpusTests.folder != nil, "POSTROOM_CORPUS names no folder of mails"))
    func mailsOfOthersAreSafe() throws {
        let folder = try #require(Self.folder)
        var count = 0
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder).sorted() {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(path)"), !data.isEmpty else { continue }
            for part in Message([UInt8](data)).parts where part.contentType.essence == "text/html" {
                count += 1
                for images in [SafeHTML.RemoteImages.block, .allow { _ in "/image" }] {
                    let safe = SafeHTML(part.text, images: images) { _ in "/part" }
                    let faults = Judge(images: ["/image", "/part"]).faults(of: safe.html)
                    if !faults.isEmpty { Issue.record("\(path): \(faults)") }
                }
            }
        }
        #expect(count > 0)
    }
}
