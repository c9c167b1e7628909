/// Something in a text that could be a code by its form alone.
struct CodeShape {
    enum Kind {
        /// Digits, whole or in groups.
        case digits
        /// Letters and digits.
        case mixed
        /// Capital letters only.
        case letters
    }

    var kind: Kind
    /// As it has to be typed.
    var value: String
    /// Where it stands, marks of emphasis around it left out.
    var range: Range<Int>
    /// Letters and digits.
    var length: Int
    /// Whether it is in pieces: `123 456`, `1 2 3 4 5 6`, one cell for each digit.
    var isSpread = false
    /// Whether each digit stands alone.
    var hasSingleDigits = false
    /// `#` in front: mostly a ticket, or a colour.
    var hasNumberSign = false
    /// `#` behind: typed on a telephone.
    var hasPoundBehind = false
    /// Small letters among capitals or digits.
    var hasSmallLetters = false
    /// A year between 1900 and 2099.
    var isYear = false
    /// Eight digits that are a day.
    var isDate = false
    /// `INV-2024`: a word, a dash, a number.
    var looksLikeReference = false

    /// What the form is worth.
    var points: Double {
        var points: Double
        switch kind {
        case .digits:
            switch length {
            case 6: points = 10
            case 4, 5, 7, 8: points = 6
            default: points = -6
            }
            if isYear { points -= 20 }
            if isDate { points -= 14 }
        case .mixed: points = hasSmallLetters ? 0 : 5
        case .letters: points = -8
        }
        if isSpread { points += hasSingleDigits ? 8 : 2 }
        if looksLikeReference { points -= 25 }
        if hasPoundBehind { points -= 20 }
        return points
    }
}
