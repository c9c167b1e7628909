import Mail

extension Notice {
    /// The mail of an alarm.
    init(_ alarm: Alarm, zone: TimeZoneRules, topicARN: String?, receivedAt: Timestamp) {
        let place = (alarm.region?.code ?? alarm.regionName).map { " (\($0))" } ?? ""
        let kind = alarm.isBilling ? "Billing alarm" : "Alarm"
        // The place stands at the end, where a long name must not push it out.
        let name = CleanText.line(alarm.name, limit: 200 - kind.count - place.count - 2)
        let subject = "\(kind): \(name)\(place)"
        let sentence = AlarmSentence(alarm).words
        let page = AlarmPage.page(alarm, sentence: sentence, zone: zone, topicARN: topicARN, receivedAt: receivedAt)
        self.init(
            kind: alarm.isBilling ? .billing : .alarm, subject: subject, text: PageText.text(page),
            html: PageHTML.html(page, subject: subject),
            thread: alarm.thread, state: nil, changedAt: alarm.changedAt,
            summary: CleanText.line("\(page.badge): \(alarm.name)\(place): \(sentence)", limit: 300))
        // A change of the settings is no change of the state.
        guard alarm.operation == nil else { return }
        state = alarm.state.flatMap { Alarm.states.contains($0) ? $0 : nil }
        previousState = alarm.previousState.flatMap { Alarm.states.contains($0) ? $0 : nil }
    }
}
