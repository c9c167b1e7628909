/// The rule of a composite alarm (PutCompositeAlarm, `AlarmRule`) in words.
package enum AlarmRule {
    /// Each condition on a line of its own; the rule as it is where it has something unknown.
    package static func words(_ rule: String) -> String {
        var reader = Reader(rest: rule[...])
        return reader.read() ?? rule
    }

    private struct Reader {
        var rest: Substring
        private var lines: [String] = []
        private var line = ""
        private var depth = 0

        init(rest: Substring) {
            self.rest = rest
        }

        mutating func read() -> String? {
            while let character = rest.first {
                switch character {
                case " ", "\n": rest.removeFirst()
                case "(":
                    rest.removeFirst()
                    line += "("
                    end()
                    depth += 1
                    guard depth <= 20 else { return nil }
                case ")":
                    rest.removeFirst()
                    end()
                    depth -= 1
                    guard depth >= 0 else { return nil }
                    line = ")"
                default:
                    guard readWord() else { return nil }
                }
            }
            end()
            return depth == 0 && !lines.isEmpty ? lines.joined(separator: "\n") : nil
        }

        private mutating func readWord() -> Bool {
            let word = rest.prefix { $0.isLetter || $0 == "_" }
            rest = rest.dropFirst(word.count)
            switch word.uppercased() {
            case "AND", "OR":
                end()
                line = word.lowercased() + " "
            case "NOT": line += "not "
            case "TRUE", "FALSE": line += word.lowercased()
            case "ALARM", "OK", "INSUFFICIENT_DATA":
                guard let name = argument() else { return false }
                line += "\(ResourceName(name)?.alarm ?? name) is in \(word.uppercased())"
            default: return false
            }
            return true
        }

        /// The name in parentheses, which may stand in quotes.
        private mutating func argument() -> String? {
            rest = rest.drop { $0 == " " }
            guard rest.first == "(" else { return nil }
            rest = rest.dropFirst().drop { $0 == " " }
            let quote = rest.first.flatMap { $0 == "\"" || $0 == "'" ? $0 : nil }
            if quote != nil { rest = rest.dropFirst() }
            guard let end = rest.firstIndex(of: quote ?? ")") else { return nil }
            var name = rest[..<end]
            rest = rest[end...].dropFirst()
            if quote != nil {
                rest = rest.drop { $0 == " " }
                guard rest.first == ")" else { return nil }
                rest = rest.dropFirst()
            }
            while name.last == " " { name.removeLast() }
            return name.isEmpty ? nil : String(name)
        }

        private mutating func end() {
            guard !line.isEmpty else { return }
            lines.append(String(repeating: "  ", count: depth) + line)
            line = ""
        }
    }
}
