extension MailboxAPI {
    /// Everything that the API answers.
    static let routes: [Route] =
        operationRoutes + mailboxRoutes + messageRoutes + contentRoutes + waitRoutes + accountRoutes

    /// The routes of a path, the more exact path first.
    /// - Parameter hasClock: whether there is a clock to be moved.
    static func routes(of path: [String], hasClock: Bool) -> [(route: Route, variables: [String: String])] {
        (hasClock ? routes + clockRoutes : routes).compactMap { route in route.variables(of: path).map { (route, $0) } }.sorted {
            $0.route.exactness > $1.route.exactness
        }
    }
}

extension MailboxAPI {
    /// The methods and paths that the API answers, as `/openapi.json` has them.
    package static var operations: [(method: String, path: String)] { routes.map { ($0.method, $0.path) } }
}
