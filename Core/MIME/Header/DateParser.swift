/// Reads dates in the shapes that mail has: RFC 5322, its obsolete forms, asctime, ISO 8601, and what broken senders write.
struct DateParser {
    private var weekday: Int?
    private var day: Int?
    private var month: Int?
    private var year: Int?
    private var yearDigits = 0
    private var clock: (hour: Int, minute: Int, second: Int)?
    private var offset: Int?
    private var hasZone = false
    private var isAfternoon: Bool?

    private static let weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    /// Minutes east of UTC: the names of RFC 5322 section 4.3, and those of Europe and Asia that mail shows.
    private static let zones: [String: Int] = [
        "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
        "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600, "bst": 60, "west": 60, "cet": 60, "met": 60, "mez": 60,
        "cest": 120, "mest": 120, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "jst": 540, "kst": 540, "aest": 600, "aedt": 660,
        "nzst": 720, "nzdt": 780,
    ]

    /// The time that a raw field value names; nil with a defect when there is no day, month and year in it.
    static func parse(_ value: [UInt8], _ log: inout DefectLog) -> DateTime? {
        var tokens = HeaderTokens(HeaderText.unfolded(value))
        var parser = DateParser()
        while !tokens.isAtEnd {
            tokens.skipCFWS(&log)
            guard let byte = tokens.next else { break }
            if byte.isLetter {
                parser.word(tokens.prefix(while: \.isLetter).loweredString)
            } else if byte.isDigit {
                parser.number(&tokens, &log)
            } else if (byte == ASCII.plus || byte == ASCII.hyphen) && parser.clock != nil && !parser.hasNumericZone {
                parser.numericZone(&tokens)
            } else {
                tokens.position += 1
            }
        }
        guard let result = parser.result(&log) else {
            log.note(.invalidDate, "'\(String(decoding: value.trimmingFWS().prefix(60), as: UTF8.self))'")
            return nil
        }
        return result
    }

    private var hasNumericZone = false

    // MARK: Tokens

    private mutating func word(_ word: String) {
        if word == "am" || word == "pm", clock != nil {
            isAfternoon = word == "pm"
        } else if month == nil, let index = Self.months.firstIndex(of: String(word.prefix(3))), word.count >= 3 {
            month = index + 1
        } else if weekday == nil, let index = Self.weekdays.firstIndex(of: String(word.prefix(3))), word.count >= 3, clock == nil {
            weekday = index
        } else if clock != nil, !hasZone, word != "t" {
            hasZone = true
            offset = Self.zones[word]
        }
    }

    private mutating func number(_ tokens: inout HeaderTokens, _ log: inout DefectLog) {
        let start = tokens.position
        let digits = tokens.prefix(while: \.isDigit)
        guard digits.count <= 8, let value = Int(String(decoding: digits, as: UTF8.self)) else { return }
        let separator = tokens.next
        let isFollowedByDigit = tokens.position + 1 < tokens.bytes.count && tokens.bytes[tokens.position + 1].isDigit
        if clock == nil, Self.colon(tokens, &log) != nil || separator == ASCII.dot && isFollowedByDigit && day != nil, digits.count <= 2 {
            tokens.position = start
            time(&tokens, &log)
        } else if digits.count >= 3 {
            if year == nil {
                year = value
                yearDigits = digits.count
                if digits.count == 4, separator == ASCII.hyphen, month == nil, day == nil { isoDate(&tokens) }
            }
        } else if day == nil {
            day = value
        } else if year == nil {
            year = value
            yearDigits = digits.count
        }
    }

    /// `-MM-DD` behind a four-digit year.
    private mutating func isoDate(_ tokens: inout HeaderTokens) {
        let start = tokens.position
        tokens.position += 1
        let monthDigits = tokens.prefix(while: \.isDigit)
        guard monthDigits.count == 2, tokens.next == ASCII.hyphen else {
            tokens.position = start
            return
        }
        tokens.position += 1
        let dayDigits = tokens.prefix(while: \.isDigit)
        month = Int(String(decoding: monthDigits, as: UTF8.self))
        day = Int(String(decoding: dayDigits, as: UTF8.self))
    }

    /// Where the colon is that comes next, behind the white space and comments that RFC 5322 section 4.3 allows; nil for anything else.
    private static func colon(_ tokens: HeaderTokens, _ log: inout DefectLog) -> Int? {
        var ahead = tokens
        ahead.skipCFWS(&log)
        return ahead.next == ASCII.colon ? ahead.position : nil
    }

    /// `HH:MM` or `HH:MM:SS`, with a fraction that is dropped.
    private mutating func time(_ tokens: inout HeaderTokens, _ log: inout DefectLog) {
        var values: [Int] = []
        while values.count < 3 {
            tokens.skipCFWS(&log)
            let digits = tokens.prefix(while: \.isDigit)
            guard (1...2).contains(digits.count), let value = Int(String(decoding: digits, as: UTF8.self)) else { break }
            values.append(value)
            guard values.count < 3 else { break }
            if let colon = Self.colon(tokens, &log) {
                tokens.position = colon + 1
            } else if tokens.next == ASCII.dot {
                tokens.position += 1
            } else {
                break
            }
        }
        if tokens.next == ASCII.dot {
            tokens.position += 1
            _ = tokens.prefix(while: \.isDigit)
        }
        guard values.count >= 2 else { return }
        clock = (values[0], values[1], values.count > 2 ? values[2] : 0)
    }

    /// `+HHMM`, `+HH:MM` or `+HH`. `-0000` says that the zone is not known (RFC 5322 section 3.3).
    private mutating func numericZone(_ tokens: inout HeaderTokens) {
        let isNegative = tokens.next == ASCII.hyphen
        tokens.position += 1
        var digits = Array(tokens.prefix(while: \.isDigit))
        if digits.count == 2, tokens.next == ASCII.colon {
            tokens.position += 1
            digits += tokens.prefix(while: \.isDigit)
        }
        guard (1...4).contains(digits.count), let value = Int(String(decoding: digits, as: UTF8.self)) else { return }
        let minutes = digits.count <= 2 ? value * 60 : value / 100 * 60 + value % 100
        hasZone = true
        hasNumericZone = true
        guard minutes < 24 * 60 else { return }
        offset = isNegative ? (minutes == 0 ? nil : -minutes) : minutes
    }

    // MARK: Result

    private func result(_ log: inout DefectLog) -> DateTime? {
        guard let day, let month, var year, (1...31).contains(day), (1...12).contains(month) else { return nil }
        // RFC 5322 section 4.3.
        if yearDigits <= 2 { year += year < 50 ? 2000 : 1900 } else if yearDigits == 3 { year += 1900 }
        guard (1900...9999).contains(year), day <= DateTime.lengthOfMonth(year: year, month: month) else { return nil }
        var hour = clock?.hour ?? 0
        if let isAfternoon, hour <= 12 { hour = hour % 12 + (isAfternoon ? 12 : 0) }
        let minute = clock?.minute ?? 0
        let second = clock?.second ?? 0
        guard hour < 24, minute < 60, second <= 60 else { return nil }
        let days = DateTime.days(year: year, month: month, day: day)
        if let weekday, weekday != ((days + 4) % 7 + 7) % 7 {
            log.note(.wrongWeekday, "the day of the week does not belong to the date")
        }
        if clock == nil { log.note(.invalidDate, "no time of day; read as midnight") }
        let local = days * 86_400 + hour * 3600 + minute * 60 + second
        return DateTime(secondsSince1970: local - (offset ?? 0) * 60, offsetMinutes: offset)
    }
}

extension DateTime {
    /// Reads a date in any shape that mail has; nil when it names no day.
    public init?(_ text: String) {
        var log = DefectLog()
        guard let time = DateParser.parse(Array(text.utf8), &log) else { return nil }
        self = time
    }
}
