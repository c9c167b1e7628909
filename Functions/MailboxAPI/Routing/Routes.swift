extension MailboxAPI {
    /// Everything that the API answers.
    static let routes: [Route] =
        operationRoutes + mailboxRoutes + messageRoutes + contentRoutes + waitRoutes + accountRoutes

    /// The routes of a path, the more exact path first.
    /// - Parameter hasClock: whether there is a clock to be moved.
    static func routes(of path: [String], hasClock: Bool) -> [(route: Route, variables: [String: String])] {
        (hasClock ? routes + clockRoutes : routes).compactMap { route in route.variables(of: path).map { (route, $0) } }.sorted { $0.route.exactness > $1.route.exactness }
    }
}
