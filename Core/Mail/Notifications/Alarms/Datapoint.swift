import Mail

/// A value of a metric that an alarm looked at.
struct Datapoint: Hashable {
    var time: Timestamp?
    /// nil where there was no data.
    var value: Double?
    /// The band of anomaly detection then.
    var lower: Double?
    var upper: Double?
}
