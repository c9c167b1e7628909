import Foundation
import Mustache

// As MustacheProbe, with swift-mustache: each line of input is an object with `template`, `value` and `partials`, each line of output one with
// `text` or `error`.

/// A value of JSON, as swift-mustache takes it.
struct Value: Decodable {
    let value: Any

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            value = NSNull()
        } else if let bool = try? container.decode(Bool.self) {
            value = bool
        } else if let number = try? container.decode(Int.self) {
            value = number
        } else if let number = try? container.decode(Double.self) {
            value = number
        } else if let text = try? container.decode(String.self) {
            value = text
        } else if let list = try? container.decode([Value].self) {
            value = list.map(\.value)
        } else {
            value = try container.decode([String: Value].self).mapValues(\.value)
        }
    }
}

struct Case: Decodable {
    var template: String
    var value: Value
    var partials: [String: String]

    func rendered() throws -> String {
        let templates = try partials.mapValues { try MustacheTemplate(string: $0) }
        return try MustacheTemplate(string: template).render(value.value, library: MustacheLibrary(templates: templates))
    }
}

let decoder = JSONDecoder()
let encoder = JSONEncoder()
while let line = readLine() {
    let one = try decoder.decode(Case.self, from: Data(line.utf8))
    var answer: [String: String]
    do {
        answer = ["text": try one.rendered()]
    } catch {
        answer = ["error": "\(error)"]
    }
    print(String(decoding: try encoder.encode(answer), as: UTF8.self))
}
