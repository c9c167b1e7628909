import NIOHTTP1

/// The paths of the Runtime API and of the Extensions API that a bootstrap uses.
enum RuntimeRoute {
    case next
    case response(id: Substring)
    case error(id: Substring)
    case initError
    case registerExtension
    case nextForExtension
    case unknown

    init(_ method: HTTPMethod, _ uri: String) {
        let path = uri.prefix { $0 != "?" }
        let pieces = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        switch (method, pieces.first, Array(pieces.dropFirst())) {
        case (.GET, "2018-06-01", ["runtime", "invocation", "next"]): self = .next
        case (.POST, "2018-06-01", ["runtime", "init", "error"]): self = .initError
        case (.POST, "2020-01-01", ["extension", "register"]): self = .registerExtension
        case (.GET, "2020-01-01", ["extension", "event", "next"]): self = .nextForExtension
        case (.POST, "2018-06-01", let rest) where rest.count == 4 && rest.starts(with: ["runtime", "invocation"]):
            switch rest[3] {
            case "response": self = .response(id: rest[2])
            case "error": self = .error(id: rest[2])
            default: self = .unknown
            }
        default: self = .unknown
        }
    }
}
