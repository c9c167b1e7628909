import Extraction
import FoundationEssentials
import MIME

/// `scan PATH…` reads mails and counts those in which a one-time code or an action link is found; of each it prints a line to judge.
func scanCommand(_ arguments: [String]) -> Int32? {
    var paths: [String] = []
    var sample = Int.max
    var rest = arguments[...]
    while let argument = rest.popFirst() {
        if argument == "--sample", let count = rest.popFirst().flatMap({ Int($0) }) { sample = count } else { paths.append(argument) }
    }
    guard !paths.isEmpty else { return nil }
    var mails = 0
    var withCode = 0
    var withLink = 0
    for file in paths.flatMap(files) {
        guard let data = FileManager.default.contents(atPath: file) else { continue }
        mails += 1
        let found = Extraction(Message(Array(data)))
        if let code = found.otp {
            withCode += 1
            if withCode <= sample {
                print("otp\t\(code.value)\t\(code.confidence)\t\(code.rule.rawValue)\t\(code.source.rawValue)\t\(file)")
            }
        }
        if let link = found.link {
            withLink += 1
            if withLink <= sample {
                print("link\t\(link.purpose.rawValue)\t\(link.confidence)\t\(link.rule.rawValue)\t\(link.url)\t\(file)")
            }
        }
    }
    print("mails \(mails), with an otp \(withCode), with a link \(withLink)")
    return 0
}

/// The mails of a path: the file itself, or every file of the folder that may be one.
private func files(_ path: String) -> [String] {
    var isFolder = false
    if let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType { isFolder = type == .typeDirectory }
    guard isFolder else { return [path] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.sorted().flatMap { name -> [String] in
        let inner = path + "/" + name
        let isOther = ["json", "md", "png", "bin", "golden", "out", "xml", "txt", "gitattributes"].contains { name.hasSuffix("." + $0) }
        return isOther ? [] : files(inner)
    }
}
