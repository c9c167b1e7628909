// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who builds Postroom has to build it: swift-mustache has Foundation with ICU, and takes half a minute.
let package = Package(
    name: "MustacheOracle",
    dependencies: [.package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1")],
    targets: [
        .executableTarget(
            name: "MustacheOracle", dependencies: [.product(name: "Mustache", package: "swift-mustache")], path: "Sources",
            swiftSettings: [
                .swiftLanguageMode(.v6), .treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ])
    ]
)
