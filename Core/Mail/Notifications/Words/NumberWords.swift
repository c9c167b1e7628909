/// Numbers as people read them.
package enum NumberWords {
    /// A whole number with its thousands parted: `45,628`.
    package static func grouped(_ number: Int) -> String {
        let digits = String(number.magnitude)
        return (number < 0 ? "-" : "") + parted(digits)
    }

    /// Every digit that tells the number from its neighbours: what somebody has set, such as a threshold.
    package static func exact(_ number: Double) -> String {
        if number == 0 { return "0" }
        if number == number.rounded(), abs(number) < 9e15 { return grouped(Int(number)) }
        let text = "\(number)"
        guard let dot = text.firstIndex(of: "."), !text.contains("e") else { return text }
        let sign = text.hasPrefix("-") ? "-" : ""
        return sign + parted(String(text[..<dot].drop { $0 == "-" })) + text[dot...]
    }

    /// To four digits, and never fewer than all of those before the point: what was measured.
    package static func rounded(_ number: Double) -> String {
        guard abs(number) >= 1e-6, abs(number) < 1e15 else { return exact(number) }
        var scale = 1.0
        while abs(number) * scale < 1000 { scale *= 10 }
        return exact((number * scale).rounded() / scale)
    }

    /// With two decimals, as money is written.
    package static func money(_ number: Double) -> String {
        guard abs(number) < 1e13 else { return exact(number) }
        let cents = Int((number.magnitude * 100).rounded())
        let (whole, rest) = cents.quotientAndRemainder(dividingBy: 100)
        return (number < 0 && cents > 0 ? "-" : "") + grouped(whole) + "." + (rest < 10 ? "0" : "") + String(rest)
    }

    /// A number and its noun: `1 period`, `3 periods`.
    package static func count(_ number: Int, _ noun: String) -> String { "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")" }

    private static func parted(_ digits: String) -> String {
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.utf8.count - index) % 3 == 0 { result += "," }
            result.append(digit)
        }
        return result
    }
}
