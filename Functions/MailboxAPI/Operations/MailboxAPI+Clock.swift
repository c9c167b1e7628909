import Mail

extension MailboxAPI {
    /// Only where there is a clock to be moved.
    static let clockRoutes: [Route] = [
        Route("GET", "/api/v1/clock") { try await $0.showClock($1) },
        Route("POST", "/api/v1/clock") { try await $0.moveClock($1) },
    ]

    /// A century: what is farther is a mistake.
    private static let farthest = 100 * 366 * 1440

    private struct ClockBody: Encodable {
        var now: String
    }

    private func clock(_ call: Call) throws(Problem) -> any MovableClock {
        switch call.caller {
        case .admin: break
        case .anonymous: throw .unauthorized
        case .token, .key: throw .adminNeeded
        }
        guard let clock = options.clock else { throw .routeNotFound }
        return clock
    }

    private func showClock(_ call: Call) async throws -> APIResponse {
        try .json(200, ClockBody(now: try clock(call).now().rfc3339))
    }

    private func moveClock(_ call: Call) async throws -> APIResponse {
        let clock = try clock(call)
        var fields = try RequestFields(call.request, takesBody: true)
        let minutes = fields.number("advance_minutes", in: -Self.farthest...Self.farthest)
        let text = fields.text("now", limit: 64)
        let time = text.flatMap { Timestamp($0) }
        if text != nil, time == nil { fields.fault("now", "is no time", hint: "Give one such as 2027-01-31T12:00:00Z.") }
        if !fields.has("advance_minutes"), !fields.has("now") {
            fields.fault("advance_minutes", "is not given", hint: "Give advance_minutes, or now.")
        }
        if fields.has("advance_minutes"), fields.has("now") {
            fields.fault("now", "is given beside advance_minutes", hint: "Give one of them.")
        }
        try fields.check()
        if let time = time ?? minutes.map({ clock.now().adding(minutes: $0) }) { clock.set(time) }
        return try .json(200, ClockBody(now: clock.now().rfc3339))
    }
}
