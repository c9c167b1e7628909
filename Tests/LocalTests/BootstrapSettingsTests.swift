import Local
import Testing

@Suite struct BootstrapSettingsTests {
    private func environment(_ inherited: [String: String]) -> [String: String] {
        BootstrapSettings(function: "Echo", path: "/opt/a b/EchoBootstrap", timeout: .seconds(3), memory: 128, inherited: inherited)
            .environment(runtimeAPI: "127.0.0.1:9001")
    }

    @Test func lambdaWinsAndTheRestIsPassedOn() {
        let environment = environment([
            "AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_LAMBDA_RUNTIME_API": "elsewhere:1", "TZ": "Asia/Tokyo",
        ])
        #expect(environment["AWS_ENDPOINT_URL"] == "http://127.0.0.1:1")
        #expect(environment["AWS_LAMBDA_RUNTIME_API"] == "127.0.0.1:9001")
        #expect(environment["TZ"] == ":UTC")
        #expect(environment["LAMBDA_TASK_ROOT"]?.hasPrefix("/opt/a b") == true)
    }

    @Test(arguments: [
        ([:], "eu-central-1", "eu-central-1"),
        (["AWS_REGION": ""], "eu-central-1", "eu-central-1"),
        (["AWS_REGION": "us-east-1"], "us-east-1", "us-east-1"),
        (["AWS_DEFAULT_REGION": "us-east-1"], "us-east-1", "us-east-1"),
        (["AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-west-2"], "us-east-1", "us-west-2"),
    ])
    func theRegionIsTheCallersOrADefault(inherited: [String: String], region: String, defaultRegion: String) {
        #expect(environment(inherited)["AWS_REGION"] == region)
        #expect(environment(inherited)["AWS_DEFAULT_REGION"] == defaultRegion)
    }
}
