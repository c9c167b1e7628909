import Mail

/// What ``AliasRouter`` does, without asking anybody: it says which keys it wants, is told, and ends with the route.
///
/// Aliases are looked at in the order of their distance, each once, so that the work is linear in what they say however they are tangled.
struct AliasSearch {
    private struct Node {
        /// What the address is called in messages.
        var label: String
        var address: EmailAddress
        var candidates: [AliasKey]
        var distance: Int
        /// The node that led to it first.
        var parent: Int?
        var found: AliasHop?
        /// Nodes of the targets that are aliases.
        var next: [AliasKey: Int] = [:]
    }

    private let domains: Set<String>
    private var nodes: [Node]
    private var indices: [AliasKey: Int]
    /// The nodes of which nothing is known yet.
    private var open: Range<Int>

    /// The keys that the search needs the aliases of; empty when it has all.
    var wanted: [AliasKey] {
        var seen: Set<AliasKey> = []
        return nodes[open].flatMap(\.candidates).filter { seen.insert($0).inserted }
    }

    /// Begins with an address.
    init(from address: EmailAddress, domains: Set<String>) {
        self.init(from: address, label: address.description, candidates: AliasKey.candidates(for: address), domains: domains)
    }

    /// Begins with an address that only these keys are looked up for.
    init(from address: EmailAddress, label: String, candidates: [AliasKey], domains: Set<String>) {
        self.domains = domains
        nodes = [Node(label: label, address: address, candidates: candidates, distance: 0)]
        indices = [AliasKey(address): 0]
        open = 0..<1
    }

    /// Takes the aliases of the keys that were wanted.
    mutating func learn(_ aliases: [AliasKey: Alias]) throws(AliasChainError) {
        let known = open
        for index in known {
            guard let key = nodes[index].candidates.first(where: { aliases[$0] != nil }), let alias = aliases[key] else {
                guard index == 0 else { throw AliasChainError(code: .deadEnd, chain: chain(to: index)) }
                continue
            }
            nodes[index].found = AliasHop(address: nodes[index].address, key: key, alias: alias)
            if alias.isEnabled { try follow(alias.targets, of: index) }
        }
        open = known.upperBound..<nodes.count
    }

    private mutating func follow(_ targets: [EmailAddress], of index: Int) throws(AliasChainError) {
        for target in targets {
            let key = AliasKey(target)
            guard domains.contains(key.domain) else { continue }
            if let known = indices[key] {
                nodes[index].next[key] = known
                continue
            }
            guard nodes[index].distance < AliasRouter.maxHops else {
                throw AliasChainError(code: .tooLong, chain: chain(to: index) + [target.description])
            }
            indices[key] = nodes.count
            nodes[index].next[key] = nodes.count
            nodes.append(
                Node(
                    label: target.description, address: target, candidates: AliasKey.candidates(for: target),
                    distance: nodes[index].distance + 1, parent: index))
        }
    }

    private func chain(to index: Int) -> [String] {
        var chain: [String] = []
        var current: Int? = index
        while let index = current {
            chain.append(nodes[index].label)
            current = nodes[index].parent
        }
        return chain.reversed()
    }

    /// The route, when nothing is wanted any more.
    func route() throws(AliasChainError) -> AliasRoute {
        guard let first = nodes[0].found else { return .unknown }
        try refuseCycles()
        var targets: [AliasTarget] = []
        var seen: Set<AliasKey> = []
        collect(0, first, [], &targets, &seen)
        return targets.isEmpty ? .disabled : .targets(targets)
    }

    /// As deep as there are hops.
    private func collect(
        _ index: Int, _ first: AliasHop, _ detour: [AliasHop], _ targets: inout [AliasTarget], _ seen: inout Set<AliasKey>
    ) {
        guard let found = nodes[index].found, found.alias.isEnabled else { return }
        for target in found.alias.targets {
            let key = AliasKey(target)
            if let next = nodes[index].next[key] {
                // What another alias led to first stands there.
                guard nodes[next].parent == index, let hop = nodes[next].found else { continue }
                collect(next, first, detour + [hop], &targets, &seen)
            } else if seen.insert(key).inserted {
                targets.append(AliasTarget(address: target, alias: first, detour: detour))
            }
        }
    }

    /// A path can be longer than there are hops, by aliases that are nearer on another one: it is kept here and not on the stack.
    private func refuseCycles() throws(AliasChainError) {
        var isDone = [Bool](repeating: false, count: nodes.count)
        var placeOnPath = [Int?](repeating: nil, count: nodes.count)
        var path: [(index: Int, rest: [Int])] = []
        func enter(_ index: Int) {
            placeOnPath[index] = path.count
            let targets = nodes[index].found?.alias.targets ?? []
            path.append((index, targets.reversed().compactMap { nodes[index].next[AliasKey($0)] }))
        }
        enter(0)
        while let (index, waiting) = path.popLast() {
            var rest = waiting
            guard let next = rest.popLast() else {
                isDone[index] = true
                placeOnPath[index] = nil
                continue
            }
            path.append((index, rest))
            if let place = placeOnPath[next] {
                throw AliasChainError(code: .cycle, chain: (path[place...].map(\.index) + [next]).map { nodes[$0].label })
            }
            if !isDone[next] { enter(next) }
        }
    }
}
