// swift-tools-version: 6.1
import PackageDescription

// The benchmark copies this package into .build/bench/official, beside a link to the checkout that OFFICIAL_RUNTIME names.
let package = Package(
    name: "official",
    platforms: [.macOS(.v15)],
    dependencies: [.package(path: "swift-aws-lambda-runtime")],
    targets: [
        .executableTarget(
            name: "bootstrap", dependencies: [.product(name: "AWSLambdaRuntime", package: "swift-aws-lambda-runtime")], path: "Sources")
    ]
)
