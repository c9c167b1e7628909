import MIME
import Testing

/// RFC 5322 section 3.3, its obsolete forms, and the shapes that senders invent.
@Suite struct DateTests {
    @Test(
        arguments: [
            ("Sat, 21 Nov 2026 09:30:05 +0100", "2026-11-21T09:30:05+01:00"), ("21 Nov 2026 09:30:05 +0000", "2026-11-21T09:30:05Z"),
            ("Sat, 21 Nov 2026 09:30 -0530", "2026-11-21T09:30:00-05:30"), ("Sat, 21 Nov 2026 09:30:05 GMT", "2026-11-21T09:30:05Z"),
            ("Sat, 21 Nov 2026 09:30:05 UT", "2026-11-21T09:30:05Z"), ("Sat, 21 Nov 2026 09:30:05 EST", "2026-11-21T09:30:05-05:00"),
            ("21 Nov 2026 09:30:05 EDT", "2026-11-21T09:30:05-04:00"), ("21 Nov 2026 09:30:05 PST", "2026-11-21T09:30:05-08:00"),
            ("21 Nov 2026 09:30:05 CEST", "2026-11-21T09:30:05+02:00"),
            ("Sat, 21 Nov 2026 09:30:05 +0100 (CET)", "2026-11-21T09:30:05+01:00"),
            ("Sat, 21 Nov 2026 09:30:05 (x) +0100", "2026-11-21T09:30:05+01:00"),
            ("Sat (a),\r\n 21 Nov\r\n 2026 9:3:5 +0100", "2026-11-21T09:03:05+01:00"),
            ("Sat , 21 Nov 2026 09 : 30(x): 05 +0100", "2026-11-21T09:30:05+01:00"),
            ("Fri, 21 Nov 97 09:55:06 -0600", "1997-11-21T09:55:06-06:00"),
            ("21 Nov 49 00:00:00 +0000", "2049-11-21T00:00:00Z"), ("21 Nov 50 00:00:00 +0000", "1950-11-21T00:00:00Z"),
            ("21 Nov 126 00:00:00 +0000", "2026-11-21T00:00:00Z"), ("Sat Nov 21 09:30:05 2026", "2026-11-21T09:30:05Z"),
            ("Sat Nov  1 09:30:05 2025", "2025-11-01T09:30:05Z"), ("Sat Nov 21 09:30:05 CET 2026", "2026-11-21T09:30:05+01:00"),
            ("2026-11-21T09:30:05+01:00", "2026-11-21T09:30:05+01:00"), ("2026-11-21T09:30:05Z", "2026-11-21T09:30:05Z"),
            ("2026-11-21 09:30:05.123 +0100", "2026-11-21T09:30:05+01:00"), ("2026-11-21 09:30", "2026-11-21T09:30:00Z"),
            ("2026/11/21 09:30:05", "2026-11-21T09:30:05Z"), ("Thurs, 17 Sept 2026 09:30 UTC+2", "2026-09-17T09:30:00+02:00"),
            ("21 Nov 2026 09:30:05 GMT-03:30", "2026-11-21T09:30:05-03:30"),
            ("SAT, 21 NOV 2026 09:30:05 +0100", "2026-11-21T09:30:05+01:00"),
            ("Saturday, 21 November 2026 09:30:05 +0100", "2026-11-21T09:30:05+01:00"),
            ("21-Nov-2026 09:30:05 +0100", "2026-11-21T09:30:05+01:00"), ("21-Nov-26 09:30:05", "2026-11-21T09:30:05Z"),
            ("Nov 21, 2026 9:30:05 PM", "2026-11-21T21:30:05Z"), ("Nov 21, 2026 12:30 AM", "2026-11-21T00:30:00Z"),
            ("Nov 21, 2026 12:30 PM", "2026-11-21T12:30:00Z"), ("21 Nov 2026 09.30.05 +0100", "2026-11-21T09:30:05+01:00"),
            ("21 Nov 2026 09:30:05 GMT+0100", "2026-11-21T09:30:05+01:00"), ("21 Nov 2026 09:30:05 +01:00", "2026-11-21T09:30:05+01:00"),
            ("21 Nov 2026 09:30:05 +1", "2026-11-21T09:30:05+01:00"), ("21 Nov 2026 09:30:05+0100", "2026-11-21T09:30:05+01:00"),
            ("29 Feb 2024 00:00:00 +0000", "2024-02-29T00:00:00Z"), ("31 Dec 2016 23:59:60 +0000", "2017-01-01T00:00:00Z"),
            ("1 Jan 1970 00:00:00 +0000", "1970-01-01T00:00:00Z"), ("31 Dec 1969 23:59:59 +0000", "1969-12-31T23:59:59Z"),
            ("1 Mar 2000 00:00:00 +1400", "2000-03-01T00:00:00+14:00"),
        ] as [(String, String?)])
    func aDateIsRead(value: String, expected: String?) {
        let message = mail("Date", value)
        #expect(message.date?.rfc3339 == expected)
        #expect(message.codes == (expected == nil ? [.invalidDate] : []))
    }

    @Test(
        arguments: [
            ("21 Nov 2026 09:30:05 -0000", nil), ("21 Nov 2026 09:30:05", nil), ("21 Nov 2026 09:30:05 XYZ", nil),
            ("21 Nov 2026 09:30:05 A", nil),
            ("21 Nov 2026 09:30:05 +9999", nil), ("21 Nov 2026 09:30:05 +2400", nil), ("21 Nov 2026 09:30:05 +0000", 0),
            ("21 Nov 2026 09:30:05 Z", 0), ("21 Nov 2026 09:30:05 -0130", -90),
        ] as [(String, Int?)])
    func anUnknownZoneIsReadAsUTC(value: String, offset: Int?) throws {
        let date = try #require(mail("Date", value).date)
        #expect(date.offsetMinutes == offset)
        #expect(date.secondsSince1970 == 1_795_253_405 - (offset ?? 0) * 60)
    }

    @Test(arguments: [
        "", "yesterday", "Sat,", "Nov 2026", "21 2026 09:30", "32 Nov 2026 09:30", "0 Nov 2026 09:30", "31 Apr 2026 09:30",
        "29 Feb 2026 09:30",
        "21 Nov 2026 24:00:01", "21 Nov 2026 24:30", "21 Nov 2026 09:60:00", "21 Nov 2026 09:30:61", "21 Foo 2026 09:30",
        "2026-13-01 09:30", "2026-02-30 09:30",
        "21 Nov 12026 09:30", "21 Nov 99999999999999999999 09:30", "21 Nov 1899 09:30", "::::", "2026-11-", "99999999",
    ])
    func whatIsNoDateIsNone(value: String) {
        let message = mail("Date", value)
        #expect(message.date == nil)
        #expect(message.codes == [.invalidDate])
    }

    @Test func aWrongWeekdayIsNotedOnly() {
        let message = mail("Date", "Mon, 21 Nov 2026 09:30:05 +0100")
        #expect(message.date?.rfc3339 == "2026-11-21T09:30:05+01:00")
        #expect(message.codes == [.wrongWeekday])
    }

    @Test func aDateWithoutATimeIsMidnight() {
        let message = mail("Date", "Sat, 21 Nov 2026")
        #expect(message.date?.rfc3339 == "2026-11-21T00:00:00Z")
        #expect(message.codes == [.invalidDate])
    }

    @Test(arguments: ["21 Nov 2026 24:00:00 +0000", "Sat, 21 Nov 2026 24:00 GMT", "2026-11-21T24:00:00Z"])
    func twentyFourHoursAreMidnightAtTheEndOfTheDay(value: String) {
        let message = mail("Date", value)
        #expect(message.date?.rfc3339 == "2026-11-22T00:00:00Z")
        #expect(message.codes == [.invalidDate])
    }

    @Test(arguments: ["A", "I", "K", "M", "N", "Y", "J"])
    func militaryLettersOtherThanZAreUnknownZones(letter: String) {
        let message = mail("Date", "21 Nov 2026 09:30:05 \(letter)")
        #expect(message.date == DateTime(secondsSince1970: 1_795_253_405, offsetMinutes: nil))
        #expect(message.defects == [])
    }

    @Test func withoutAFieldThereIsNoDate() {
        #expect(mail("Subject", "a").date == nil)
    }

    @Test func everyDayFrom1990To2040Survives() {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        var expected = 631_152_000
        for year in 1990...2040 {
            for month in 1...12 {
                let isLeap = year % 4 == 0 && year % 100 != 0 || year == 2000
                let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
                for day in [1, days] {
                    let date = mail("Date", "\(day) \(months[month - 1]) \(year) 12:00:00 +0000").date
                    #expect(date?.secondsSince1970 == expected + (day - 1) * 86_400 + 43_200)
                    #expect(date?.rfc3339.hasPrefix("\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)T12") == true)
                }
                expected += days * 86_400
            }
        }
    }
}
