import FoundationEssentials

/// Credentials of a profile in `~/.aws/credentials` and `~/.aws/config`, or what its `credential_process` prints.
///
/// https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html
struct SharedFileCredentials: AWSCredentialsSource {
    /// The profile that is asked for.
    let profile: String
    private let isProfileChosen: Bool
    private let credentialsPath: String?
    private let configPath: String?

    init(environment: [String: String]) {
        func text(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let chosen = text("AWS_PROFILE") ?? text("AWS_DEFAULT_PROFILE")
        profile = chosen ?? "default"
        isProfileChosen = chosen != nil
        let home = text("HOME")
        func path(_ variable: String, _ name: String) -> String? {
            guard let path = text(variable) else { return home.map { "\($0)/.aws/\(name)" } }
            return path.hasPrefix("~/") ? home.map { $0 + path.dropFirst() } : path
        }
        credentialsPath = path("AWS_SHARED_CREDENTIALS_FILE", "credentials")
        configPath = path("AWS_CONFIG_FILE", "config")
    }

    /// The region that the profile names.
    var region: String? { settings(configPath, section: configSection)?["region"] }

    func credentials() async throws -> AWSCredentials? {
        let config = settings(configPath, section: configSection)
        let credentials = settings(credentialsPath, section: profile)
        guard config != nil || credentials != nil else {
            if !isProfileChosen { return nil }
            throw AWSCredentialsError(
                "there is no profile '\(profile)', which AWS_PROFILE names, in \(credentialsPath ?? "~/.aws/credentials") or \(configPath ?? "~/.aws/config")"
            )
        }
        // The credentials file goes first, setting by setting.
        let settings = (config ?? [:]).merging(credentials ?? [:]) { _, credentials in credentials }
        // A role goes before the keys beside it: calls with those would be made by somebody else.
        if settings["role_arn"] != nil { throw unsupported("role_arn") }
        if let id = settings["aws_access_key_id"] {
            guard let secret = settings["aws_secret_access_key"], !id.isEmpty, !secret.isEmpty else {
                throw AWSCredentialsError("the profile '\(profile)' has an aws_access_key_id without an aws_secret_access_key: add it")
            }
            return AWSCredentials(accessKeyID: id, secretAccessKey: secret, sessionToken: settings["aws_session_token"])
        }
        if let command = settings["credential_process"] {
            return try await CredentialProcess(command: command, profile: profile).credentials()
        }
        for setting in ["sso_session", "sso_account_id", "login_session"] where settings[setting] != nil { throw unsupported(setting) }
        return nil
    }

    private func unsupported(_ setting: String) -> AWSCredentialsError {
        AWSCredentialsError(
            """
            the profile '\(profile)' uses \(setting), which Postroom cannot follow itself. Let the AWS CLI do it: set \
            credential_process = aws configure export-credentials --profile \(profile) in a profile of its own
            """)
    }

    private var configSection: String { profile == "default" ? "default" : "profile \(profile)" }

    private func settings(_ path: String?, section: String) -> [String: String]? {
        guard let path, let data = FileManager.default.contents(atPath: path) else { return nil }
        return SharedFile(String(decoding: data, as: UTF8.self)).sections[section]
    }
}
