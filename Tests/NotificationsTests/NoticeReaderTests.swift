import Mail
import Notifications
import Testing

@Suite("What an SNS message says")
struct NoticeReaderTests {
    @Test(
        "What happened, in a sentence",
        arguments: [
            ("alarm-metric", "ErrorCount was 12, above 5 for 3 of 3 minutes."), ("alarm-ok", "ErrorCount was 0, no longer above 5."),
            ("alarm-insufficient-data", "Heartbeat had no data for 10 minutes."),
            ("alarm-missing-data", "Heartbeat had no data for 10 minutes, which counts as breaching."),
            ("alarm-percentile", "p99 Duration was 1.843 seconds, above 1.5 seconds for 2 of 3 periods of 5 minutes."),
            ("alarm-bytes", "Minimum FreeStorageSpace was 1.856 GiB, below 2 GiB for 5 minutes."),
            ("alarm-math", "Error rate in % was 3.333, at or above 2.5 for 5 minutes."),
            ("alarm-composite", "The rule of this composite alarm is met: ErrorCount-prod is in ALARM."),
            ("alarm-anomaly", "Average CPUUtilization was 93.42%, outside the expected range from 12.06% to 48.3% for 2 of 2 minutes."),
            ("alarm-insights", "6 of 6 time series are in ALARM."),
            ("alarm-contributor", "The result of the query (TableName postroom-prod) was 112.5, above 80 for 1 minute."),
            ("alarm-logs", "The result of the query was 4, above 0 in 2 of 3 query results."),
            ("alarm-no-actions", "ErrorCount was 12, above 5 for 1 of 3 minutes."), ("alarm-no-trigger", "testing the alarm"),
            ("billing-alarm", "The estimated charges were $53.17, above $50.00."),
            ("eventbridge-alarm", "Average CPUUtilization was 93.41%, above 80% for 5 of 10 minutes."),
            ("eventbridge-alarm-suppressed", "The rule of this composite alarm is met: ErrorCount-prod is in ALARM."),
            ("eventbridge-alarm-settings", "The settings of the alarm were changed."),
            ("budget", "The actual cost is $43.17, more than the alert threshold of $40.00. The budget is $50.00."),
            ("cost-anomaly", "The costs are $1,001.00 higher than expected: $1,301.00, and $300.00 was expected."),
        ])
    func sentences(_ name: String, _ sentence: String) throws {
        let notice = try RecordedMessage.named(name).notice()
        #expect(notice.summary.hasSuffix(sentence), "\(notice.summary)")
    }

    @Test("Every state of an alarm has one subject and one thread")
    func threads() throws {
        let (alarm, ok) = (try RecordedMessage.named("alarm-metric").notice(), try RecordedMessage.named("alarm-ok").notice())
        #expect(alarm.subject == "Alarm: ErrorCount-prod (eu-west-1)")
        #expect(alarm.subject == ok.subject)
        #expect(alarm.thread == "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:ErrorCount-prod")
        #expect(alarm.thread == ok.thread)
        #expect((alarm.state, alarm.previousState) == ("ALARM", "OK"))
        #expect((ok.state, ok.previousState) == ("OK", "ALARM"))
        #expect(alarm.changedAt == Timestamp("2026-11-22T03:15:00.123Z"))
    }

    @Test("A time series of an alarm has a thread of its own")
    func contributors() throws {
        let series = try RecordedMessage.named("alarm-contributor").notice()
        let whole = try RecordedMessage.named("alarm-insights").notice()
        #expect(series.thread == whole.thread + "/6d442278dba546f6")
    }

    @Test("A change of settings is no change of state")
    func settings() throws {
        let notice = try RecordedMessage.named("eventbridge-alarm-settings").notice()
        #expect(notice.state == nil)
        #expect(notice.kind == .alarm)
    }

    @Test("Lines of the text are short where words allow it")
    func width() throws {
        for message in try RecordedMessage.all() {
            for line in message.notice().text.split(separator: "\n") where line.count > 78 {
                let words = line.split(separator: " ").map(\.count)
                let isVerbatim = line.hasPrefix("  ") || message.name.hasPrefix("generic-")
                #expect(isVerbatim || (words.max() ?? 0) > 60, "\(message.name): \(line)")
            }
        }
    }

    @Test("Nothing is loaded from elsewhere, and links go to the console only")
    func remote() throws {
        for message in try RecordedMessage.all() {
            let html = message.notice().html
            for word in ["src=", "url(", "@import", "<link", "<img", "<script", "<form", "background=\""]
            where message.name != "generic-hostile" {
                #expect(!html.contains(word))
            }
            for piece in html.split(separator: "href=\"").dropFirst() { #expect(Console.isConsole(String(piece.prefix { $0 != "\"" }))) }
        }
    }
}
