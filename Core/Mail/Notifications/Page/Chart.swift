/// The last values of a metric against its threshold.
struct Chart {
    struct Bar: Hashable {
        /// When it was, for people.
        var label: String
        /// nil where there was no data.
        var value: Double?
        /// The value in words.
        var words: String
        /// Whether it is on the wrong side of the threshold.
        var isBreaching: Bool
    }

    var title: String
    var bars: [Bar]
    /// One threshold, or the lower and the upper one.
    var thresholds: [Double]
    /// What they are, in words.
    var legend: String

    /// How many bars are shown: the latest ones.
    static let limit = 15

    /// The place of a value on the axis, from 0 to 1000. The axis goes from 0, or the lowest value, a little beyond the highest.
    func place(_ value: Double) -> Int {
        let all = bars.compactMap(\.value) + thresholds
        let low = min(0, all.min() ?? 0)
        let high = max(0, all.max() ?? 0)
        // The room on the right is there for the line of a threshold that is the highest of all.
        let span = (high - low) * 1.06
        guard span > 0, span.isFinite else { return 0 }
        return Int(min(max((value - low) / span, 0), 1) * 1000)
    }
}
