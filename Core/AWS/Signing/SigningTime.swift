import Mail

/// A point in time as signatures have it: `20261121T083000Z`.
package struct SigningTime: Sendable, Equatable {
    /// Date and time.
    package let dateTime: String
    /// The date alone, a part of the scope.
    package var date: Substring { dateTime.prefix(8) }

    package init(_ time: Timestamp) {
        dateTime = time.rfc3339.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
    }
}
