import Mail

/// Aliases lead to each other in a way that no mail can go. A retry helps only after they are corrected.
public struct AliasChainError: Error, Equatable, CustomStringConvertible {
    /// What is wrong with the chain.
    public enum Code: String, Sendable {
        /// It leads back to an alias in it.
        case cycle
        /// It has more hops than ``AliasRouter/maxHops``.
        case tooLong
        /// Its last address is of a domain of aliases and has none.
        case deadEnd
    }

    /// What is wrong with it.
    public let code: Code
    /// The addresses in order; those of a cycle begin and end with the same.
    public let chain: [String]

    /// The chain, what is wrong with it, and what to do: `a@x → b@x → a@x: …`.
    public var description: String { "\(chain.joined(separator: " → ")): \(what). \(remedy)" }

    var what: String {
        switch code {
        case .cycle: "the aliases lead back to where they began"
        case .tooLong: "the chain of aliases has more than \(AliasRouter.maxHops) hops"
        case .deadEnd: "there is no alias for the last address, and its domain is one of aliases"
        }
    }

    var remedy: String {
        switch code {
        case .cycle: "Take a target out of one of them."
        case .tooLong: "Name the last target in an earlier alias."
        case .deadEnd: "Add an alias for it, or take it out."
        }
    }
}
