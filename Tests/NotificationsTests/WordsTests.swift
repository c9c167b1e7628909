import Notifications
import Testing

@Suite("Numbers, units and periods in words")
struct WordsTests {
    @Test(
        "Values",
        arguments: [
            (0, "0"), (12, "12"), (45_628, "45,628"), (-1234, "-1,234"), (0.0666851903306472, "0.06669"), (99.50160229693434, "99.5"),
            (1234.5678, "1,235"), (1e15, "1,000,000,000,000,000"), (1e300, "1e+300"), (1e-9, "1e-09"), (3.3333333333333335, "3.333"),
            (0.1 + 0.2, "0.3"), (999.96, "1,000"),
        ] as [(Double, String)])
    func rounded(_ value: Double, _ words: String) { #expect(NumberWords.rounded(value) == words) }

    @Test(
        "Thresholds keep every digit",
        arguments: [
            (5, "5"), (15_000.5, "15,000.5"), (0.020599444741798756, "0.020599444741798756"), (-0.5, "-0.5"),
            (1_234_567.25, "1,234,567.25"),
        ]
            as [(Double, String)])
    func exact(_ value: Double, _ words: String) { #expect(NumberWords.exact(value) == words) }

    @Test(
        "Units",
        arguments: [
            ("Bytes", 1, "1 byte"), ("Bytes", 999, "999 bytes"), ("Bytes", 1_234_567, "1.235 MB"), ("Kilobytes", 1500, "1.5 MB"),
            ("Bytes/Second", 2_000_000, "2 MB per second"), ("Gigabytes", 2048, "2.048 TB"), ("Bits/Second", 1_500_000, "1.5 Mbit/s"),
            ("Percent", 93.41666, "93.42%"), ("Count/Second", 12.5, "12.5 per second"), ("Count", 7, "7"), ("None", 7, "7"),
            ("Seconds", 0.35, "350 ms"), ("Seconds", 0.00042, "420 µs"), ("Seconds", 1, "1 second"), ("Seconds", 90, "90 seconds"),
            ("Seconds", 300, "5 min"), ("Seconds", 4000, "1 h 6 min 40 s"), ("Seconds", 90_061, "1 d 1 h 1 min 1 s"),
            ("Milliseconds", 1843.25, "1.843 seconds"), ("Microseconds", 350_000, "350 ms"), ("Milliseconds", 0, "0 seconds"),
        ] as [(String, Double, String)])
    func units(_ name: String, _ value: Double, _ words: String) { #expect(Unit(name)?.words(value) == words) }

    @Test("A threshold that was counted by 1024 is said so")
    func binary() {
        let bytes = Unit.bytes(1, perSecond: false)
        #expect(bytes.isBinary(2_147_483_648))
        #expect(!bytes.isBinary(2_000_000_000))
        #expect(!bytes.isBinary(1024 * 1000))
        #expect(bytes.words(2_147_483_648, exactly: true, binary: true) == "2 GiB")
    }

    @Test("Money has two decimals", arguments: [("USD", 53.17, "$53.17"), ("EUR", 1234.5, "1,234.50 EUR"), ("USD", -0.001, "-$0.00")])
    func money(_ code: String, _ value: Double, _ words: String) { #expect(Unit.money(code).words(value) == words) }

    @Test("A threshold of money keeps its parts of a cent")
    func parts() { #expect(Unit.money("USD").words(0.005, exactly: true) == "$0.005") }

    @Test("A unit that CloudWatch does not have is none", arguments: ["", "Widgets", "Percent/Second", "None/Second", "bytes"])
    func unknown(_ name: String) { #expect(Unit(name) == nil) }

    @Test(
        "Periods",
        arguments: [
            (3, 3, 60, "3 of 3 minutes"), (1, 1, 60, "1 minute"), (1, 1, 300, "5 minutes"), (2, 3, 300, "2 of 3 periods of 5 minutes"),
            (2, 2, 3600, "2 of 2 hours"), (1, 7, 86_400, "1 of 7 days"), (1, 2, 5400, "1 of 2 periods of 90 minutes"),
            (1, 1, nil, "1 period"),
            (2, 5, nil, "2 of 5 periods"), (3, 3, 10, "3 of 3 periods of 10 seconds"), (1, 1, 90, "1 min 30 s"),
        ] as [(Int, Int, Int?, String)])
    func periods(_ count: Int, _ all: Int, _ period: Int?, _ words: String) {
        #expect(PeriodWords.span(count, of: all, period: period) == words)
    }

    @Test(
        "Names of members",
        arguments: [
            ("AlarmName", "Alarm name"), ("alarm_name", "Alarm name"), ("instance-id", "Instance id"),
            ("DBInstanceIdentifier", "DB instance identifier"),
            ("ARN", "ARN"), ("EC2InstanceId", "EC2 instance id"), ("autoScalingGroupARN", "Auto scaling group ARN"), ("", ""), ("_", "_"),
            ("arn:aws:sns:x", "arn:aws:sns:x"), ("two words", "two words"), ("a\u{202E}b", "a b"),
        ])
    func keys(_ name: String, _ words: String) { #expect(KeyWords.words(name) == words) }

    @Test(
        "The rule of a composite alarm",
        arguments: [
            ("ALARM(a) OR ALARM(\"b c\")", "a is in ALARM\nor b c is in ALARM"),
            ("(ALARM(a) OR NOT OK(b)) AND TRUE", "(\n  a is in ALARM\n  or not b is in OK\n)\nand true"),
            ("ALARM(arn:aws:cloudwatch:eu-west-1:123456789012:alarm:x)", "x is in ALARM"),
            ("AT_LEAST(2, ALARM, (a, b))", "AT_LEAST(2, ALARM, (a, b))"),
            ("ALARM(", "ALARM("), ("", ""), ("))", "))"),
        ])
    func rules(_ rule: String, _ words: String) { #expect(AlarmRule.words(rule) == words) }

    @Test(
        "Pages of the console",
        arguments: [
            (
                "aws", "eu-west-1",
                "https://eu-west-1.console.aws.amazon.com/cloudwatch/deeplink.js?region=eu-west-1#alarmsV2:alarm/a%20b%2F%C3%A9"
            ),
            (
                "aws-cn", "cn-north-1",
                "https://cn-north-1.console.amazonaws.cn/cloudwatch/deeplink.js?region=cn-north-1#alarmsV2:alarm/a%20b%2F%C3%A9"
            ),
            (
                "aws-us-gov", "us-gov-west-1",
                "https://us-gov-west-1.console.amazonaws-us-gov.com/cloudwatch/deeplink.js?region=us-gov-west-1#alarmsV2:alarm/a%20b%2F%C3%A9"
            ),
        ])
    func console(_ partition: String, _ region: String, _ url: String) throws {
        let region = try #require(Region(region))
        #expect(Console.alarm("a b/é", region: region, partition: partition) == url)
        #expect(Console.isConsole(url))
        #expect(Console.alarm("a", region: region, partition: "aws-iso") == nil)
    }

    @Test(
        "Pages of others are no pages of the console",
        arguments: [
            "http://console.aws.amazon.com/", "https://console.aws.amazon.com.evil.example/", "https://evil.example/console.aws.amazon.com",
            "https://evil.console.aws.amazon.com/", "https://console.aws.amazon.com@evil.example/",
            "https://console.aws.amazon.com/\" onclick=",
            "javascript:alert(1)", "", "https://", "https://console.aws.amazon.com:8080@evil.example/",
        ])
    func elsewhere(_ url: String) { #expect(!Console.isConsole(url)) }

    @Test(
        "What is no region does not go into a host",
        arguments: ["", "evil.example", "eu-west", "EU-WEST-1", "eu-west-1.evil.example", "eu--1", "a-b-1"])
    func regions(_ code: String) { #expect(Region(code) == nil) }
}
