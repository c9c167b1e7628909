/// What was left out, and what would be loaded.
struct Findings {
    private(set) var counts: [SafeHTML.Kind: Int] = [:]
    private(set) var hosts: [String] = []
    private var seen: Set<String> = []
    private let maximumHosts: Int

    init(maximumHosts: Int) {
        self.maximumHosts = maximumHosts
    }

    mutating func note(_ kind: SafeHTML.Kind) { counts[kind, default: 0] += 1 }

    /// Notes that something on the web is not loaded.
    mutating func note(remote address: Address) {
        note(.remoteImages)
        note(host: address)
    }

    mutating func note(host address: Address) {
        guard let host = address.host, hosts.count < maximumHosts, seen.insert(host).inserted else { return }
        hosts.append(host)
    }
}
