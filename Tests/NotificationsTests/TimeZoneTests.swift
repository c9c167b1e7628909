import FoundationEssentials
import Mail
import Notifications
import Testing

@Suite("Time zones")
struct TimeZoneTests {
    /// What Python's zoneinfo says; `make_zones.py` makes it.
    struct Answers {
        var zone: String
        var hash: String
        var samples: [(time: Int64, answer: String)]

        static func all() throws -> [Answers] {
            let file = TestFiles.tests.appending(path: "Zones/answers.txt")
            var answers: [Answers] = []
            for line in try String(decoding: Data(contentsOf: file), as: UTF8.self).split(separator: "\n") {
                let words = line.split(separator: " ").map(String.init)
                if line.hasPrefix(" ") {
                    answers[answers.count - 1].samples.append((Int64(words[0]) ?? 0, words[1...].joined(separator: " ")))
                } else {
                    answers.append(Answers(zone: words[0], hash: words[1], samples: []))
                }
            }
            return answers
        }
    }

    @Test("They are as Python reads them, at 10,000 times each from 1906 to 2160")
    func python() throws {
        for (number, answers) in try Answers.all().enumerated() {
            let zone = try TestFiles.zone(answers.zone)
            func answer(_ time: Int64) -> String { "\(zone.offset(at: time).seconds) \(zone.offset(at: time).abbreviation)" }
            for (time, expected) in answers.samples { #expect(answer(time) == expected, "\(answers.zone) at \(time)") }
            var state = UInt64(number + 1)
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for _ in 0..<10_000 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let time = -2_000_000_000 + Int64(((state >> 33) * 8_000_000_000) >> 31)
                let offset = zone.offset(at: time)
                hash = (hash ^ UInt64(bitPattern: Int64(offset.seconds))) &* 0x100_0000_01B3
                for byte in offset.abbreviation.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            }
            let digits = String(hash, radix: 16)
            #expect(String(repeating: "0", count: 16 - digits.count) + digits == answers.hash, "\(answers.zone)")
        }
    }

    @Test("A time in words has the weekday, the day and the zone")
    func words() throws {
        let time = Timestamp(millisecondsSince1970: 1_795_317_300_123)
        #expect(TimeZoneRules.utc.words(time) == "Sunday 22 November 2026, 03:15:00 UTC")
        #expect(try TestFiles.zone("Europe/Berlin").words(time) == "Sunday 22 November 2026, 04:15:00 CET")
        #expect(try TestFiles.zone("America/New_York").words(time) == "Saturday 21 November 2026, 22:15:00 EST")
        #expect(try TestFiles.zone("America/Sao_Paulo").words(time) == "Sunday 22 November 2026, 00:15:00 UTC-03")
        #expect(try TestFiles.zone("Asia/Kolkata").words(time) == "Sunday 22 November 2026, 08:45:00 IST")
    }

    @Test("The first and the last time there are can be said", arguments: [Int64.min, Int64.max])
    func extremes(_ milliseconds: Int64) throws {
        let time = Timestamp(millisecondsSince1970: milliseconds)
        for name in ["Europe/Berlin", "Pacific/Auckland"] { #expect(!(try TestFiles.zone(name).words(time)).isEmpty) }
    }

    @Test("A file that is none, or is cut or changed anywhere, is refused or read, and never traps")
    func malformed() throws {
        let file = [UInt8](try Data(contentsOf: TestFiles.tests.appending(path: "Zones/Europe-Berlin.tzif")))
        #expect(throws: TimeZoneFileError.self) { try TimeZoneRules(name: "Nowhere", file: []) }
        #expect(throws: TimeZoneFileError.self) { try TimeZoneRules(name: "Nowhere", file: Array("root:x:0:0".utf8)) }
        for length in 0..<file.count {
            #expect(throws: TimeZoneFileError.self, "cut after \(length)") { try TimeZoneRules(name: "Cut", file: Array(file[..<length])) }
        }
        for index in file.indices {
            for byte: UInt8 in [0, 0x2C, 0x7F, 0xFF] {
                var changed = file
                changed[index] = byte
                let zone = try? TimeZoneRules(name: "Changed", file: changed)
                for time: Int64 in [.min, -1, 0, 1_795_317_300, 5_000_000_000, .max] { _ = zone?.offset(at: time) }
            }
        }
    }

    @Test("An error names the zone and says what to do")
    func error() {
        let error = #expect(throws: TimeZoneFileError.self) { try TimeZoneRules(name: "Europe/Nowhere", file: [1, 2, 3]) }
        #expect(error?.description.contains("Europe/Nowhere") == true)
        #expect(error?.description.contains("Europe/Berlin") == true)
    }
}
