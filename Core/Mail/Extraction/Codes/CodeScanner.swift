/// Finds everything that has the form of a code, each place of the text looked at a fixed number of times.
struct CodeScanner {
    /// Letters and digits of a code, at most.
    static let longestCode = 12
    /// Digits of a code, at most.
    static let longestNumber = 10

    /// Letters and digits in one piece, and what joins it to the next.
    private struct Piece {
        var range: Range<Int>
        var isNumber: Bool
    }

    private let surface: Surface
    private var index = 0

    init(_ surface: Surface) {
        self.surface = surface
    }

    private func scalar(_ place: Int) -> Unicode.Scalar { place >= 0 && place < surface.count ? surface.scalars[place] : "\n" }

    /// The next candidates: mostly one, none where something else was read.
    mutating func next() -> [CodeShape]? {
        while index < surface.count {
            let scalar = surface.scalars[index]
            if surface.looks[index].contains(.address) {
                index += 1
            } else if scalar.isAlphanumeric {
                return word()
            } else {
                index += 1
            }
        }
        return nil
    }

    private func end(of start: Int) -> Int {
        var end = start
        while end < surface.count, surface.scalars[end].isAlphanumeric, !surface.looks[end].contains(.address) { end += 1 }
        return end
    }

    private func isNumber(_ range: Range<Int>) -> Bool { range.allSatisfy { surface.scalars[$0].isDigit } }

    /// Reads letters and digits, and what is joined to them by anything but a space.
    private mutating func word() -> [CodeShape] {
        let start = index
        var pieces: [Piece] = []
        var hasOther = false
        // What stands directly in front belongs to it: `+49…`, `$100`, `_id`, `a.1`, a letter with an accent.
        let before = scalar(start - 1)
        if Self.spoilsFront(before) { hasOther = true }
        var isDashed = true
        while true {
            let range = index..<end(of: index)
            pieces.append(Piece(range: range, isNumber: isNumber(range)))
            index = range.upperBound
            let joint = scalar(index)
            guard index + 1 < surface.count, scalar(index + 1).isAlphanumeric, !surface.looks[index + 1].contains(.address) else { break }
            guard Self.joins(joint) else { break }
            if joint != "-" { isDashed = false }
            index += 1
        }
        if spoilsEnd(index) { hasOther = true }
        if pieces.count == 1, pieces[0].range.count == 1, !hasOther, let spread = singleCells(pieces[0].range) { return [spread] }
        if pieces.count == 1, pieces[0].isNumber, !hasOther { return number(pieces[0].range) }
        guard !hasOther, isDashed else {
            skipJoined()
            return []
        }
        let range = start..<index
        if isAccountNumber(range) {
            skipAccountNumber()
            return []
        }
        if pieces.allSatisfy(\.isNumber) { return dashedNumber(pieces) }
        if pieces.count == 1, let spread = spacedLetters(range) { return spread }
        return mixed(pieces, range).map { [$0] } ?? []
    }

    /// Passes what goes on with numbers after something that is no code: the rest of a telephone number or an amount.
    private mutating func skipJoined() {
        while scalar(index) == " " || scalar(index) == ")" || scalar(index) == "-", scalar(index + 1).isDigit, index + 1 < surface.count {
            let end = end(of: index + 1)
            // A number of six digits behind a time or a date stands for itself.
            if end - index - 1 >= 6 { return }
            index = end
            while Self.joins(scalar(index)), scalar(index + 1).isAlphanumeric, index + 1 < surface.count { index = self.end(of: index + 1) }
        }
    }

    /// `DE89 3704 …`: an IBAN in groups of four.
    private func isAccountNumber(_ range: Range<Int>) -> Bool {
        guard range.count == 4, scalar(range.lowerBound).isLatinCapital, scalar(range.lowerBound + 1).isLatinCapital,
            scalar(range.lowerBound + 2).isDigit, scalar(range.lowerBound + 3).isDigit, scalar(range.upperBound) == " "
        else { return false }
        let next = range.upperBound + 1
        return next < surface.count && end(of: next) - next == 4
    }

    private mutating func skipAccountNumber() {
        while scalar(index) == " ", index + 1 < surface.count, scalar(index + 1).isAlphanumeric {
            let end = end(of: index + 1)
            let group = (index + 1)..<end
            guard group.count <= 4, group.contains(where: { surface.scalars[$0].isDigit }) else { return }
            index = end
            if group.count < 4 { return }
        }
    }

    private static func joins(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "-", ".", ",", "/", ":", "_", "'", "+", "&", "=", "@", "\\", "*", "^", "~": true
        default: false
        }
    }

    private static func spoilsFront(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "+", "_", "@", "&", "=", "/", "\\", "$", "%", "\u{A3}", "\u{A5}", "\u{20A0}"..."\u{20CF}", "^", "~": true
        case ".", "-": false
        default: scalar.isWordPart
        }
    }

    /// What makes digits in front of it an amount, a size or the beginning of a word.
    private func spoilsEnd(_ place: Int) -> Bool {
        let next = scalar(place)
        switch next {
        case "%", "\u{2030}", "\u{B0}", "\u{A3}", "\u{A5}", "\u{20A0}"..."\u{20CF}", "$", "@", "_", "=": return true
        case "/", "\\", "+": return scalar(place + 1).isTextual
        case "年", "月", "日", "時", "时", "分", "秒", "円", "元", "点", "點", "人", "件", "個", "个", "回", "次", "倍", "万", "萬", "億", "亿", "名", "歳", "岁",
            "階", "块", "塊", "週", "周", "天", "冊", "本", "枚", "台",
            "원", "명", "개", "회", "년", "월", "일", "시", "점", "만", "억", "층", "호", "세":
            return true
        default: return next.isWordPart && !next.isAlphanumeric
        }
    }

    // MARK: Numbers

    /// Reads a number of digits only, and the numbers behind it that a single space or the wall of a cell parts from it.
    private mutating func number(_ first: Range<Int>) -> [CodeShape] {
        var groups = [first]
        if first.count == 1 {
            groups += singles(after: first.upperBound)
        } else {
            while scalar(index) == " ", scalar(index + 1).isDigit {
                let range = (index + 1)..<end(of: index + 1)
                guard isNumber(range) else { break }
                // `482913 12.5` and `482913 10:30` are two things.
                if Self.joins(scalar(range.upperBound)), scalar(range.upperBound + 1).isAlphanumeric { break }
                groups.append(range)
                index = range.upperBound
            }
        }
        let last = groups.last ?? first
        if spoilsEnd(last.upperBound) {
            groups.removeLast()
            // `123 456 $` is one amount, `482913 10%` is not.
            guard let previous = groups.last, previous.count != 3 || last.count != 3 else { return [] }
        }
        if isAmount(first.lowerBound, last.upperBound) { return [] }
        if groups.count == 1 { return plain(first).map { [$0] } ?? [] }
        if Self.isGrouping(groups.map(\.count)) { return grouped(groups).map { [$0] } ?? [] }
        // `4829 1234 5678 9012` is a card, `0800 123456` a telephone; numbers of a table stand for themselves.
        guard groups.allSatisfy({ $0.count >= 5 }) || groups.count == 2 && groups[0].count >= 6 else { return [] }
        return groups.compactMap(plain)
    }

    /// More digits that stand alone, each in a cell or a line of its own, or with a space between.
    private mutating func singles(after place: Int) -> [Range<Int>] {
        var result: [Range<Int>] = []
        while scalar(index).isBlank, index + 1 < surface.count, scalar(index + 1).isDigit, !scalar(index + 2).isAlphanumeric {
            result.append((index + 1)..<(index + 2))
            index += 2
        }
        return result
    }

    private mutating func dashedNumber(_ pieces: [Piece]) -> [CodeShape] {
        let next = scalar(index)
        // More behind it: a telephone number.
        if next == " ", scalar(index + 1).isDigit, scalar(index + 2).isDigit {
            skipJoined()
            return []
        }
        guard Self.isGrouping(pieces.map(\.range.count)), !isAmount(pieces[0].range.lowerBound, index) else { return [] }
        return grouped(pieces.map(\.range)).map { [$0] } ?? []
    }

    /// Groups that people put codes in; telephones and cards have others.
    private static func isGrouping(_ counts: [Int]) -> Bool {
        if counts.allSatisfy({ $0 == 1 }) { return (4...8).contains(counts.count) }
        switch counts {
        case [3, 3], [4, 4], [2, 2], [2, 2, 2], [2, 2, 2, 2], [3, 3, 3], [5, 5]: return true
        default: return false
        }
    }

    private func digits(_ ranges: [Range<Int>]) -> String {
        var result = String.UnicodeScalarView()
        for range in ranges { result.append(contentsOf: surface.scalars[range]) }
        return String(result)
    }

    private func plain(_ range: Range<Int>) -> CodeShape? {
        guard (4...Self.longestNumber).contains(range.count) else { return nil }
        let before = scalar(range.lowerBound - 1)
        // `(030) 123456`, `- 5`: in brackets the number has to end with them.
        if before == "(", scalar(range.upperBound) == ")", scalar(range.upperBound + 1).isDigit || scalar(range.upperBound + 2).isDigit {
            return nil
        }
        if before == "-" || before == ".", scalar(range.lowerBound - 2).isTextual { return nil }
        let value = digits([range])
        var shape = CodeShape(kind: .digits, value: value, range: range, length: range.count)
        shape.hasNumberSign = before == "#" || before == "\u{2116}"
        shape.hasPoundBehind = scalar(range.upperBound) == "#"
        shape.isYear = range.count == 4 && (value.hasPrefix("19") || value.hasPrefix("20"))
        if range.count == 8, value.hasPrefix("20") || value.hasPrefix("19"), let month = Int(value.dropFirst(4).prefix(2)),
            let day = Int(value.suffix(2))
        {
            shape.isDate = (1...12).contains(month) && (1...31).contains(day)
        }
        return shape
    }

    private func grouped(_ groups: [Range<Int>]) -> CodeShape? {
        guard let first = groups.first, let last = groups.last else { return nil }
        let value = digits(groups)
        let isSingle = groups.allSatisfy { $0.count == 1 }
        // A scale or a list of pages: each number follows the last.
        if isSingle {
            let numbers = value.utf8.map { Int($0) }
            let steps = zip(numbers, numbers.dropFirst()).map { $1 - $0 }
            if steps.allSatisfy({ $0 == 1 }), first.count == 1, surface.looks[first.lowerBound].contains(.link) || numbers[0] <= 0x31 {
                return nil
            }
        }
        let before = scalar(first.lowerBound - 1)
        if before == "(" && scalar(first.upperBound) == ")" { return nil }
        var shape = CodeShape(kind: .digits, value: value, range: first.lowerBound..<last.upperBound, length: value.utf8.count)
        shape.isSpread = true
        shape.hasSingleDigits = isSingle
        shape.hasNumberSign = before == "#"
        shape.hasPoundBehind = scalar(last.upperBound) == "#"
        return shape
    }

    /// Whether a currency stands directly beside the number, in letters or as a sign.
    private func isAmount(_ start: Int, _ end: Int) -> Bool {
        Self.isCurrency(word(before: start)) || Self.isCurrency(word(behind: end))
    }

    private func word(before place: Int) -> String {
        var start = place
        if scalar(start - 1) == " " { start -= 1 }
        let end = start
        while start > 0, end - start < 5, Self.isCurrencyPart(scalar(start - 1)) { start -= 1 }
        guard !scalar(start - 1).isWordPart else { return "" }
        return String(String.UnicodeScalarView(surface.folded[start..<end]))
    }

    private func word(behind place: Int) -> String {
        var start = place
        if scalar(start) == " " { start += 1 }
        var end = start
        while end < surface.count, end - start < 5, Self.isCurrencyPart(scalar(end)) { end += 1 }
        guard end <= surface.count, start < end, !scalar(end).isWordPart else { return "" }
        return String(String.UnicodeScalarView(surface.folded[start..<end]))
    }

    private static func isCurrencyPart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isWordPart && !scalar.isDigit || scalar == "$" || scalar.value & 0xFFFFFFE0 == 0x20A0 || scalar == "\u{A3}"
            || scalar == "\u{A5}" || scalar == "%"
            || scalar.value >= 0x590 && scalar.isTextual
    }

    private static let currencies: Set<String> = [
        "usd", "eur", "gbp", "jpy", "chf", "cad", "aud", "inr", "cny", "rmb", "krw", "rub", "pln", "sek", "nok", "dkk", "czk", "huf", "bgn",
        "uah", "ils", "nis", "aed", "sar", "egp", "brl", "mxn", "ars", "clp", "zar", "sgd", "hkd", "twd", "thb", "idr", "vnd", "btc",
        "euro", "euros", "zl", "zlot", "kr", "kc", "ft", "lei", "руб", "тл", "tl", "rs", "грн", "лв", "nt$", "us$", "hk$", "r$", "$",
        "\u{20AC}", "\u{A3}", "\u{A5}",
        "\u{20B9}", "\u{20BD}", "\u{20BA}", "\u{20A9}", "\u{20AA}", "円", "元", "원", "ريال", "درهم", "جنيه", "रुपये", "रु", "שח", "%",
        "gb", "mb", "kb", "km", "kg", "kwh", "px", "ml", "cm", "mm",
    ]

    private static func isCurrency(_ word: String) -> Bool { !word.isEmpty && currencies.contains(word) }

    // MARK: Letters and digits

    /// `AB12 CD34` and `A 7 K 9 Q 2`, alone on a line.
    private mutating func spacedLetters(_ first: Range<Int>) -> [CodeShape]? {
        let line = surface.lines[surface.line(at: first.lowerBound)].range
        guard first.lowerBound - line.lowerBound < 3, line.count <= 24, scalar(first.upperBound) == " " else { return nil }
        var groups = [first]
        var place = first.upperBound
        while scalar(place) == " ", scalar(place + 1).isAlphanumeric {
            groups.append((place + 1)..<end(of: place + 1))
            place = groups[groups.count - 1].upperBound
        }
        let isEven = groups.allSatisfy { $0.count == first.count }
        let count = groups.count * first.count
        guard isEven, line.upperBound - place < 3,
            first.count == 1 ? (4...8).contains(count) : groups.count <= 3 && first.count <= 4 && first.count >= 3
        else { return nil }
        let value = digits(groups)
        guard value.utf8.allSatisfy({ $0 &- 0x61 >= 26 }), value.utf8.contains(where: { $0 < 0x3A }), count <= Self.longestCode else {
            return nil
        }
        index = place
        return [CodeShape(kind: .mixed, value: value, range: first.lowerBound..<place, length: count, isSpread: true)]
    }

    /// `A`, `7`, `K` and so on, each in a cell or a line of its own.
    private mutating func singleCells(_ first: Range<Int>) -> CodeShape? {
        let before = scalar(first.lowerBound - 1)
        guard before == "\n" || before == "\t" else { return nil }
        var places = [first.lowerBound]
        var place = first.upperBound
        while places.count <= 8, scalar(place).isBlank, scalar(place + 1).isAlphanumeric, !scalar(place + 2).isAlphanumeric,
            place + 1 < surface.count
        {
            places.append(place + 1)
            place += 2
        }
        let value = places.map { surface.scalars[$0] }
        guard (4...8).contains(places.count), scalar(place) == "\n" || scalar(place) == "\t", value.contains(where: \.isDigit),
            value.contains(where: \.isLatinCapital), !value.contains(where: \.isLatinSmall)
        else { return nil }
        index = place
        return CodeShape(
            kind: .mixed, value: String(String.UnicodeScalarView(value)), range: first.lowerBound..<place, length: places.count,
            isSpread: true,
            hasSingleDigits: true)
    }

    private func mixed(_ pieces: [Piece], _ range: Range<Int>) -> CodeShape? {
        let count = pieces.reduce(0) { $0 + $1.range.count }
        guard (4...Self.longestCode).contains(count), pieces.count <= 4 else { return nil }
        let joined = pieces.flatMap { surface.scalars[$0.range] }
        let digitCount = joined.count(where: \.isDigit)
        let hasSmall = joined.contains(where: \.isLatinSmall)
        if digitCount == 0, hasSmall || count < 5 { return nil }
        if hasSmall, Self.isUnit(joined) || Self.isNumberedWord(joined) { return nil }
        var shape = CodeShape(
            kind: digitCount == 0 ? .letters : .mixed, value: String(String.UnicodeScalarView(surface.scalars[range])), range: range,
            length: count)
        shape.hasSmallLetters = hasSmall
        shape.hasNumberSign = scalar(range.lowerBound - 1) == "#"
        if pieces.count > 1 { readDashes(pieces, &shape) }
        return shape
    }

    private func readDashes(_ pieces: [Piece], _ shape: inout CodeShape) {
        let first = pieces[0]
        let hasWord = !first.range.contains { surface.scalars[$0].isDigit }
        let rest = pieces.dropFirst()
        if hasWord, rest.allSatisfy(\.isNumber) {
            if pieces.count == 2, first.range.count <= 2, (4...8).contains(pieces[1].range.count) {
                // `G-123456`: the page that asks for the code shows the letter itself.
                shape = CodeShape(kind: .digits, value: digits([pieces[1].range]), range: shape.range, length: pieces[1].range.count)
                return
            }
            let isEven = rest.allSatisfy { $0.range.count == first.range.count }
            shape.looksLikeReference = !isEven
        } else if hasWord, first.range.contains(where: { surface.scalars[$0].isLatinSmall }) {
            shape.looksLikeReference = true
        } else if pieces.contains(where: { $0.range.count < 2 }) {
            shape.looksLikeReference = true
        }
    }

    /// `100mb`, `24hours`.
    private static func isUnit(_ scalars: [Unicode.Scalar]) -> Bool {
        let digits = scalars.prefix(while: \.isDigit)
        return (1...4).contains(digits.count) && scalars.dropFirst(digits.count).allSatisfy(\.isLatinLetter)
            && scalars.dropFirst(digits.count).allSatisfy { !$0.isLatinCapital }
    }

    /// `iphone15`, `Windows11`.
    private static func isNumberedWord(_ scalars: [Unicode.Scalar]) -> Bool {
        let letters = scalars.prefix(while: \.isLatinLetter)
        return letters.count >= 3 && scalars.count - letters.count <= 2 && scalars.dropFirst(letters.count).allSatisfy(\.isDigit)
    }
}
