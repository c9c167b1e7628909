/// Where AWS is: the region, and endpoints that somebody chose.
///
/// `AWS_REGION` (or `AWS_DEFAULT_REGION`, or the profile's region), `AWS_ENDPOINT_URL`, `AWS_ENDPOINT_URL_<SERVICE>`.
public struct AWSConfiguration: Sendable {
    /// The region, such as `eu-central-1`.
    public let region: String
    private let endpoints: [String: Endpoint]

    /// A URL without query.
    package struct Endpoint: Sendable, Equatable {
        /// `https` or `http`.
        package var scheme: String
        /// Host, and port where it is not the scheme's own.
        package var host: String
        /// What stands before the path of a request: empty, or with a slash in front and none behind.
        package var basePath: String = ""
        /// Whether it was configured, and is not the one of AWS's rules.
        package var isConfigured = false
    }

    /// Reads the variables.
    /// - Throws: ``InvalidAWSConfiguration``, which names the variable.
    public init(environment: [String: String]) throws(InvalidAWSConfiguration) {
        func text(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let files = SharedFileCredentials(environment: environment)
        let named = ["AWS_REGION", "AWS_DEFAULT_REGION"].lazy.compactMap { name in text(name).map { (name: name, region: $0) } }.first
        guard let (name, region) = named ?? files.region.map({ (name: "the region of the profile '\(files.profile)'", region: $0) }) else {
            throw InvalidAWSConfiguration(
                description: "AWS_REGION is not set: set it to the region that Postroom is deployed in, such as eu-central-1")
        }
        guard region.utf8.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2D }) else {
            throw InvalidAWSConfiguration(description: "\(name) is '\(region)', which is no region: they look like eu-central-1")
        }
        self.region = region
        var endpoints: [String: Endpoint] = [:]
        if text("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")?.lowercased() != "true" {
            for (name, value) in environment where name.hasPrefix("AWS_ENDPOINT_URL") && !value.isEmpty {
                guard let endpoint = Self.endpoint(value) else {
                    // What stands before an at sign is a password.
                    let shown = value.contains("@") ? "has an at sign, and is" : "is '\(value)', which is"
                    throw InvalidAWSConfiguration(
                        description: "\(name) \(shown) no URL that can be used: write https://host, or http://host:port")
                }
                endpoints[name] = endpoint
            }
        }
        self.endpoints = endpoints
    }

    /// Where a service is.
    package func endpoint(_ service: AWSService) -> Endpoint {
        configured(service) ?? Endpoint(scheme: "https", host: "\(service.endpointPrefix).\(region).\(Self.domain(region))")
    }

    /// The endpoint that somebody chose for a service.
    func configured(_ service: AWSService) -> Endpoint? {
        endpoints["AWS_ENDPOINT_URL_\(service.environmentName)"] ?? endpoints["AWS_ENDPOINT_URL"]
    }

    /// The domain of a region's partition.
    package static func domain(_ region: String) -> String {
        for (prefix, domain) in [
            ("cn-", "amazonaws.com.cn"), ("us-isob-", "sc2s.sgov.gov"), ("us-isof-", "csp.hci.ic.gov"), ("us-iso-", "c2s.ic.gov"),
            ("eu-isoe-", "cloud.adc-e.uk"), ("eusc-", "amazonaws.eu"),
        ] where region.hasPrefix(prefix) {
            return domain
        }
        return "amazonaws.com"
    }

    /// Reads a URL of scheme, host, port and path.
    package static func endpoint(_ url: String) -> Endpoint? {
        guard let colon = url.firstIndex(of: ":"), url[colon...].hasPrefix("://") else { return nil }
        let scheme = url[..<colon].lowercased()
        guard scheme == "https" || scheme == "http" else { return nil }
        let rest = url[colon...].dropFirst(3)
        var host = rest.prefix { $0 != "/" }
        var path = rest.dropFirst(host.count)
        while path.last == "/" { path.removeLast() }
        // What signatures cover is the host as the request has it: without the scheme's own port.
        let ownPort = scheme == "https" ? ":443" : ":80"
        if host.hasSuffix(ownPort) { host.removeLast(ownPort.count) }
        let isPlain = url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard isPlain, !host.isEmpty, !host.hasPrefix(":"), !url.contains(where: { "?#@".contains($0) }) else { return nil }
        return Endpoint(scheme: scheme, host: host.lowercased(), basePath: String(path), isConfigured: true)
    }
}

/// Why the configuration of AWS cannot be used.
public struct InvalidAWSConfiguration: Error, Equatable, CustomStringConvertible {
    /// The variable, what is wrong with it, and what to do.
    public let description: String
}
