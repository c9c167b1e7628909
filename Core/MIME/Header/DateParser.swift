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
    private var hasNumericZone = false
    private var isAfternoon: Bool?
    private var tokens = HeaderTokens()

    /// The time that a raw field value names; nil with a defect when there is no day, month and year in it.
    static func parse(_ value: Span<UInt8>, _ log: inout DefectLog) -> DateTime? {
        var parser = DateParser()
        parser.read(value, &log)
        guard let result = parser.result(&log) else {
            log.note(.invalidDate, "'\(value.excerpt(value.trimmingFWS(0..<value.count)))'")
            return nil
        }
        return result
    }

    /// As for a span.
    static func parse(_ value: [UInt8], _ log: inout DefectLog) -> DateTime? { parse(value.span, &log) }

    // MARK: Tokens

    private mutating func read(_ bytes: Span<UInt8>, _ log: inout DefectLog) {
        while true {
            tokens.skipCFWS(bytes, &log)
            guard let byte = tokens.next(bytes) else { return }
            if byte.isLetter {
                word(DateWord(bytes, tokens.prefix(bytes, while: \.isLetter)))
            } else if byte.isDigit {
                number(bytes, &log)
            } else if (byte == ASCII.plus || byte == ASCII.hyphen) && clock != nil && !hasNumericZone {
                numericZone(bytes)
            } else {
                tokens.position += 1
            }
        }
    }

    private mutating func word(_ word: DateWord) {
        if let isPM = word.isAfternoon, clock != nil {
            isAfternoon = isPM
        } else if month == nil, let number = word.month {
            month = number
        } else if weekday == nil, let number = word.weekday, clock == nil {
            weekday = number
        } else if clock != nil, !hasZone, !word.isTimeMark {
            hasZone = true
            offset = word.zone
        }
    }

    /// The value of up to eight digits; nil for more.
    private static func value(_ bytes: Span<UInt8>, _ digits: Range<Int>) -> Int? {
        guard !digits.isEmpty, digits.count <= 8 else { return nil }
        var value = 0
        for index in digits { value = value * 10 + Int(bytes[index] &- ASCII.zero) }
        return value
    }

    private mutating func number(_ bytes: Span<UInt8>, _ log: inout DefectLog) {
        let digits = tokens.prefix(bytes, while: \.isDigit)
        guard let value = Self.value(bytes, digits) else { return }
        let separator = tokens.next(bytes)
        let isFollowedByDigit = tokens.position + 1 < bytes.count && bytes[tokens.position + 1].isDigit
        if clock == nil, digits.count <= 2,
            colon(bytes, &log) != nil || separator == ASCII.dot && isFollowedByDigit && day != nil
        {
            tokens.position = digits.lowerBound
            time(bytes, &log)
        } else if digits.count >= 3 {
            guard year == nil else { return }
            year = value
            yearDigits = digits.count
            if digits.count == 4, separator == ASCII.hyphen || separator == ASCII.slash, month == nil, day == nil {
                isoDate(bytes, separator)
            }
        } else if day == nil {
            day = value
        } else if year == nil {
            year = value
            yearDigits = digits.count
        }
    }

    /// `-MM-DD`, or the same with slashes, behind a four-digit year.
    private mutating func isoDate(_ bytes: Span<UInt8>, _ separator: UInt8?) {
        let start = tokens.position
        tokens.position += 1
        let monthDigits = tokens.prefix(bytes, while: \.isDigit)
        guard monthDigits.count == 2, tokens.next(bytes) == separator else {
            tokens.position = start
            return
        }
        tokens.position += 1
        month = Self.value(bytes, monthDigits)
        day = Self.value(bytes, tokens.prefix(bytes, while: \.isDigit))
    }

    /// Where the colon is that comes next, behind the white space and comments that RFC 5322 section 4.3 allows; nil for anything else.
    private func colon(_ bytes: Span<UInt8>, _ log: inout DefectLog) -> Int? {
        var ahead = tokens
        ahead.skipCFWS(bytes, &log)
        return ahead.next(bytes) == ASCII.colon ? ahead.position : nil
    }

    /// `HH:MM` or `HH:MM:SS`, with a fraction that is dropped.
    private mutating func time(_ bytes: Span<UInt8>, _ log: inout DefectLog) {
        var values = (0, 0, 0)
        var count = 0
        while count < 3 {
            tokens.skipCFWS(bytes, &log)
            let digits = tokens.prefix(bytes, while: \.isDigit)
            guard digits.count <= 2, let value = Self.value(bytes, digits) else { break }
            switch count {
            case 0: values.0 = value
            case 1: values.1 = value
            default: values.2 = value
            }
            count += 1
            guard count < 3 else { break }
            if let colon = colon(bytes, &log) {
                tokens.position = colon + 1
            } else if tokens.next(bytes) == ASCII.dot {
                tokens.position += 1
            } else {
                break
            }
        }
        if tokens.next(bytes) == ASCII.dot {
            tokens.position += 1
            _ = tokens.prefix(bytes, while: \.isDigit)
        }
        if count >= 2 { clock = values }
    }

    /// `+HHMM`, `+HH:MM` or `+HH`. `-0000` says that the zone is not known (RFC 5322 section 3.3).
    private mutating func numericZone(_ bytes: Span<UInt8>) {
        let isNegative = tokens.next(bytes) == ASCII.hyphen
        tokens.position += 1
        let digits = tokens.prefix(bytes, while: \.isDigit)
        guard digits.count <= 4, let value = Self.value(bytes, digits) else { return }
        var minutes = digits.count <= 2 ? value * 60 : value / 100 * 60 + value % 100
        if digits.count == 2, tokens.next(bytes) == ASCII.colon {
            tokens.position += 1
            let more = tokens.prefix(bytes, while: \.isDigit)
            guard more.count <= 2 else { return }
            minutes += Self.value(bytes, more) ?? 0
        }
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
        let isEndOfDay = hour == 24 && minute == 0 && second == 0
        guard hour < 24 || isEndOfDay, minute < 60, second <= 60 else { return nil }
        let days = DateTime.days(year: year, month: month, day: day)
        if let weekday, weekday != ((days + 4) % 7 + 7) % 7 {
            log.note(.wrongWeekday, "the day of the week does not belong to the date")
        }
        if clock == nil { log.note(.invalidDate, "no time of day; read as midnight") }
        if isEndOfDay { log.note(.invalidDate, "24:00:00; read as midnight at the end of the day") }
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
