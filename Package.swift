// swift-tools-version: 6.2
import PackageDescription

/// A function: `Functions/<name>` is its handler, a library; `Functions/<name>/Bootstrap` is the executable that Lambda starts, and wires the
/// handler to what it works with there.
func function(_ name: String, dependencies: [Target.Dependency] = [], wiring: [Target.Dependency] = []) -> [Target] {
    [
        .target(name: name, dependencies: ["LambdaRuntime", .log] + dependencies, path: "Functions/\(name)", exclude: ["Bootstrap"]),
        .executableTarget(
            name: "\(name)Bootstrap", dependencies: [.byName(name: name), "LambdaRuntime", "CGlibcCompat"] + wiring,
            path: "Functions/\(name)/Bootstrap"),
    ]
}

let functions: [[Target]] = [
    function("Echo"),
    function(
        "SESInbound", dependencies: ["LambdaEvents", "ReceivedMail", "Mail", "MailLogSettings", "MIME", "Tracking"],
        wiring: ["AWS", "AWSTracking", "Extraction", "Mail", "MailLogSettings"]),
    function(
        "AliasForward", dependencies: ["LambdaEvents", "ReceivedMail", "Forwarding", "Mail", "MailLogSettings", "MIME", "Tracking"],
        wiring: ["AWS", "AWSForwarding", "AWSTracking", "Forwarding", "Mail", "MailLogSettings"]),
    function(
        "HeldMail", dependencies: ["LambdaEvents", "Forwarding", "Mail"], wiring: ["AWS", "AWSForwarding", "Forwarding", "Mail"]),
    function(
        "WelcomeEmail", dependencies: ["LambdaEvents", "MailLogSettings", "NotificationSettings", "Notifications", "Mail", "Tracking"],
        wiring: ["AWS", "AWSNotifications", "AWSTracking", "MailLogSettings", "NotificationSettings", "Notifications", "Mail"]),
    function(
        "AlarmEmail", dependencies: ["LambdaEvents", "MailLogSettings", "NotificationSettings", "Notifications", "Mail", "Tracking"],
        wiring: ["AWS", "AWSNotifications", "AWSTracking", "MailLogSettings", "NotificationSettings", "Notifications", "Mail"]),
    function(
        "DeliveryEvents", dependencies: ["LambdaEvents", "Notifications", "Mail", "Tracking"],
        wiring: ["AWS", "AWSNotifications", "AWSTracking", "Mail", "MailLogSettings"]),
    function(
        "MailboxAPI", dependencies: ["Crypto", "Extraction", "JSON", "LambdaEvents", "Mail", "MIME", "SafeHTML"],
        wiring: ["AWS", "LambdaEvents", "Mail"]),
    function("MailboxExpiry", dependencies: ["AWS"], wiring: ["AWS", "Mail"]),
]

let package = Package(
    name: "postroom",
    products: [
        .executable(name: "postroom", targets: ["postroom"]),
        .library(name: "MIME", targets: ["MIME"]),
        .library(name: "PostroomClient", targets: ["PostroomClient"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    ],
    targets: [
        // Core: libraries
        .target(name: "MIME", path: "Core/MIME"),
        .systemLibrary(name: "CCrypto", path: "Core/CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(name: "Crypto", dependencies: ["CCrypto"], path: "Core/Crypto"),
        .target(
            name: "Mail", dependencies: ["MIME", "Crypto"], path: "Core/Mail",
            exclude: ["Extraction", "Forwarding", "JSON", "Notifications", "Receiving", "SafeHTML", "Tracking"]),
        .target(name: "Extraction", dependencies: ["Mail", "MIME"], path: "Core/Mail/Extraction"),
        .target(name: "JSON", dependencies: ["Mail"], path: "Core/Mail/JSON"),
        .target(name: "ReceivedMail", dependencies: ["LambdaEvents", "Mail"], path: "Core/Mail/Receiving"),
        // Of its own, so that no bootstrap has it that does not forward.
        .target(name: "Forwarding", dependencies: ["JSON", "Mail", "MIME", "Crypto"], path: "Core/Mail/Forwarding"),
        .target(
            name: "Notifications", dependencies: ["Crypto", "JSON", "Mail", "MIME", "MustacheTemplates"], path: "Core/Mail/Notifications"),
        .target(name: "SafeHTML", dependencies: ["MIME"], path: "Core/Mail/SafeHTML"),
        .target(name: "Tracking", dependencies: ["Crypto", "JSON", "Mail"], path: "Core/Mail/Tracking"),
        .target(name: "LambdaEvents", path: "Core/LambdaEvents"),
        .target(name: "MustacheTemplates", path: "Core/Mustache"),

        .systemLibrary(name: "CCurl", path: "Core/CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "HTTP", dependencies: ["CCurl"], path: "Core/HTTP"),
        .target(name: "PostroomClient", dependencies: ["HTTP"], path: "Core/Client"),
        .target(
            name: "AWS", dependencies: ["HTTP", "Crypto", "Mail"], path: "Core/AWS",
            exclude: ["Forwarding", "Notifications", "Tracking"]),
        // As Forwarding, for bootstraps that forward.
        .target(name: "AWSForwarding", dependencies: ["AWS", "HTTP", "Crypto", "Forwarding", "Mail", "MIME"], path: "Core/AWS/Forwarding"),
        .target(
            name: "AWSNotifications", dependencies: ["AWS", "HTTP", "Crypto", "Mail", "Notifications"], path: "Core/AWS/Notifications"),
        .target(name: "AWSTracking", dependencies: ["AWS", "Crypto", "Mail", "Tracking"], path: "Core/AWS/Tracking"),
        .target(name: "CCrashReport", path: "Core/CCrashReport"),
        .target(name: "LambdaRuntime", dependencies: ["HTTP", "LambdaEvents", "CCrashReport", .log], path: "Core/LambdaRuntime"),
        .target(name: "CGlibcCompat", path: "Core/CGlibcCompat"),

        // Functions: one folder per Lambda; those with a bootstrap are above
        .target(
            name: "NotificationSettings",
            dependencies: ["LambdaEvents", "LambdaRuntime", "MailLogSettings", "Notifications", "Mail", "Tracking", .log],
            path: "Functions/NotificationSettings"),
        .target(
            name: "MailLogSettings", dependencies: ["LambdaRuntime", "Mail", "Tracking", .log], path: "Functions/MailLogSettings"),

        // Local: the `postroom` program and the embedded side of Mail's protocols
        .target(name: "CChildProcess", path: "Local/CChildProcess"),
        .systemLibrary(name: "CZlib", path: "Local/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "Local",
            dependencies: [
                "CChildProcess", "CZlib", "Forwarding", "Mail", "MIME", "Crypto", "LambdaEvents", "SESInbound", "MailboxAPI", "AlarmEmail",
                "AliasForward", "Extraction", "NotificationSettings", "Notifications", "WelcomeEmail", "LambdaRuntime", "Tracking", .log,
                .grdb,
                .nioCore, .nioPosix,
                .nioHTTP1,
            ],
            path: "Local", exclude: ["Program", "CChildProcess", "CZlib"]),
        .executableTarget(
            name: "postroom",
            dependencies: [
                "AWS", "AWSForwarding", "AWSTracking", "Extraction", "Local", "LambdaEvents", "LambdaRuntime", "AliasForward", "SESInbound",
                "Echo",
                "Forwarding", "Mail", "MailboxAPI", "MailLogSettings", "MIME", "PostroomClient", "Tracking", .log, .argumentParser,
            ],
            path: "Local/Program"),

        // Benchmarks
        .executableTarget(name: "MIMEBenchmark", dependencies: ["MIME"], path: "Benchmarks/mime/Postroom"),

        // Tests: one folder per target
        .executableTarget(
            name: "RuntimeContractBootstrap", dependencies: ["LambdaRuntime", "LambdaEvents", "HTTP", .log], path: "Tests/RuntimeContract"),
        .executableTarget(
            name: "AWSProbe", dependencies: ["AWS", "AWSForwarding", "HTTP", "Crypto", "Forwarding", "Mail"], path: "Tests/AWSProbe"),
        .target(
            name: "ExtractionEvaluation", dependencies: ["Extraction", "MIME"], path: "Tests/Extraction",
            exclude: ["blind", "mails", "README.md"]),
        .executableTarget(
            name: "ExtractionProbe", dependencies: ["Extraction", "ExtractionEvaluation", "MIME"], path: "Tests/ExtractionProbe"),
        .executableTarget(name: "MIMEProbe", dependencies: ["MIME", "SafeHTML"], path: "Tests/MIMEProbe"),
        .executableTarget(name: "MustacheProbe", dependencies: ["JSON", "MustacheTemplates"], path: "Tests/MustacheProbe"),
        .executableTarget(name: "HTTPProbe", dependencies: ["HTTP"], path: "Tests/HTTPProbe"),
        .executableTarget(name: "SwiftClientExample", dependencies: ["PostroomClient"], path: "Tests/SwiftClientExample"),
        .target(name: "MailContract", dependencies: ["Forwarding", "Mail", "MIME"], path: "Tests/MailContract"),
        .testTarget(name: "HTTPTests", dependencies: ["HTTP", "CCurl"], path: "Tests/HTTPTests"),
        .testTarget(
            name: "ExtractionTests", dependencies: ["Extraction", "ExtractionEvaluation", "MIME"], path: "Tests/ExtractionTests"),
        .testTarget(name: "PostroomClientTests", dependencies: ["PostroomClient"], path: "Tests/PostroomClientTests"),
        .testTarget(name: "MIMETests", dependencies: ["MIME"], path: "Tests/MIMETests"),
        .testTarget(name: "MustacheTests", dependencies: ["MustacheTemplates"], path: "Tests/MustacheTests"),
        .testTarget(name: "CryptoTests", dependencies: ["Crypto"], path: "Tests/CryptoTests"),
        .testTarget(
            name: "AWSTests", dependencies: ["AWS", "HTTP", "Crypto", "Mail"], path: "Tests/AWSTests", exclude: ["make_vectors.py"]),
        .testTarget(
            name: "AWSForwardingTests", dependencies: ["AWS", "AWSForwarding", "Forwarding", "HTTP", "Mail"],
            path: "Tests/AWSForwardingTests"),
        .testTarget(name: "MailTests", dependencies: ["Forwarding", "JSON", "Mail", "MIME", "MailContract"], path: "Tests/MailTests"),
        .testTarget(
            name: "NotificationsTests", dependencies: ["JSON", "Mail", "MIME", "Notifications"], path: "Tests/NotificationsTests",
            exclude: ["Golden", "Zones", "make_zones.py"]),
        .testTarget(
            name: "SafeHTMLTests", dependencies: ["MIME", "SafeHTML"], path: "Tests/SafeHTMLTests", exclude: ["attacks.txt"]),
        .testTarget(
            name: "TrackingTests", dependencies: ["AWSTracking", "Forwarding", "Mail", "Tracking"], path: "Tests/TrackingTests"),
        .testTarget(
            name: "DeliveryEventsTests",
            dependencies: [
                "DeliveryEvents", "LambdaEvents", "LambdaRuntime", "Mail", "MailLogSettings", "Notifications", "Tracking", .log,
                .inMemoryLog,
            ],
            path: "Tests/DeliveryEventsTests"),
        .testTarget(
            name: "LambdaRuntimeTests", dependencies: ["LambdaRuntime", "LambdaEvents", "HTTP", .log, .inMemoryLog],
            path: "Tests/LambdaRuntimeTests"),
        .testTarget(
            name: "AWSContractTests", dependencies: ["AWS", "AWSForwarding", "Forwarding", "HTTP", "Mail", "MailContract"],
            path: "Tests/AWSContractTests"),
        .testTarget(name: "LambdaEventsTests", dependencies: ["LambdaEvents"], path: "Tests/LambdaEventsTests"),
        .testTarget(
            name: "SESInboundTests", dependencies: ["SESInbound", "LambdaEvents", "Mail", "Tracking", .log, .inMemoryLog],
            path: "Tests/SESInboundTests"),
        .testTarget(
            name: "HeldMailTests",
            dependencies: ["HeldMail", "Forwarding", "LambdaEvents", "LambdaRuntime", "Mail", .log, .inMemoryLog],
            path: "Tests/HeldMailTests"),
        .testTarget(
            name: "MailboxAPITests", dependencies: ["Extraction", "MailboxAPI", "Mail", .log, .inMemoryLog], path: "Tests/MailboxAPITests"),
        .testTarget(
            name: "LocalTests", dependencies: ["Local", "Mail", "MIME", "MailContract", "Tracking", .grdb], path: "Tests/LocalTests"),
    ] + functions.flatMap { $0 }
)

extension Target.Dependency {
    static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let log = product(name: "Logging", package: "swift-log")
    static let inMemoryLog = product(name: "InMemoryLogging", package: "swift-log")
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
}

// Only `make fuzz` builds with libFuzzer; no other build can link these.
if Context.environment["POSTROOM_FUZZ"] != nil {
    package.targets += [
        .systemLibrary(name: "CFuzzer", path: "Tests/Fuzz/CFuzzer"),
        .executableTarget(
            name: "RuntimeAPIFuzzer", dependencies: ["CFuzzer", "LambdaRuntime", "LambdaEvents", "HTTP", .log],
            path: "Tests/Fuzz/RuntimeAPI", exclude: ["seeds"]),
        .executableTarget(
            name: "MIMEMessageFuzzer", dependencies: ["CFuzzer", "MIME"], path: "Tests/Fuzz/MIMEMessage", exclude: ["seeds"]),
        .executableTarget(name: "MIMETextFuzzer", dependencies: ["CFuzzer", "MIME"], path: "Tests/Fuzz/MIMEText", exclude: ["seeds"]),
        .executableTarget(name: "MIMEEditFuzzer", dependencies: ["CFuzzer", "MIME"], path: "Tests/Fuzz/MIMEEdit", exclude: ["seeds"]),
        .executableTarget(
            name: "MIMEComposeFuzzer", dependencies: ["CFuzzer", "MIME"], path: "Tests/Fuzz/MIMECompose", exclude: ["seeds"]),
        .executableTarget(name: "SafeHTMLFuzzer", dependencies: ["CFuzzer", "SafeHTML"], path: "Tests/Fuzz/SafeHTML", exclude: ["seeds"]),
    ]
}

for target in package.targets where target.type != .system {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .swiftLanguageMode(.v6),
            .treatAllWarnings(as: .error),
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("MemberImportVisibility"),
        ]
}
