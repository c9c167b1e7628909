/// The name of a thing in AWS (an ARN): `arn:partition:service:region:account:resource`.
struct ResourceName: Hashable {
    var partition, service, region, account, resource: String

    /// nil when it is none.
    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "arn", parts[1] == "aws" || parts[1].hasPrefix("aws-"), !parts[5].isEmpty else { return nil }
        (partition, service, region, account, resource) = (parts[1], parts[2], parts[3], parts[4], parts[5])
    }

    /// The name of an alarm, from its own ARN.
    var alarm: String? {
        guard service == "cloudwatch", resource.hasPrefix("alarm:") else { return nil }
        return String(resource.dropFirst("alarm:".count))
    }
}
