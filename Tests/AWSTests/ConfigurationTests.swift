import AWS
import Testing

@Suite struct ConfigurationTests {
    private func host(_ service: AWSService, _ environment: [String: String]) throws -> String {
        let endpoint = try AWSConfiguration(environment: environment).endpoint(service)
        return "\(endpoint.scheme)://\(endpoint.host)\(endpoint.basePath)"
    }

    @Test(arguments: [
        ("eu-central-1", "https://email.eu-central-1.amazonaws.com"), ("cn-north-1", "https://email.cn-north-1.amazonaws.com.cn"),
        ("us-gov-west-1", "https://email.us-gov-west-1.amazonaws.com"), ("us-iso-east-1", "https://email.us-iso-east-1.c2s.ic.gov"),
        ("us-isob-east-1", "https://email.us-isob-east-1.sc2s.sgov.gov"), ("eusc-de-east-1", "https://email.eusc-de-east-1.amazonaws.eu"),
    ])
    func `Hosts by region`(_ region: String, _ url: String) throws {
        #expect(try host(.sesV2, ["AWS_REGION": region]) == url)
    }

    @Test func `Names of services in hosts and signatures`() throws {
        let configuration = try AWSConfiguration(environment: ["AWS_REGION": "eu-west-1"])
        let hosts = [AWSService.s3, .dynamoDB, .sesV2, .ses, .ssm, .sns, .sqs, .sts, .logs].map {
            configuration.endpoint($0).host.prefix { $0 != "." }
        }
        #expect(hosts == ["s3", "dynamodb", "email", "email", "ssm", "sns", "sqs", "sts", "logs"])
    }

    @Test func `The region`() throws {
        #expect(try AWSConfiguration(environment: ["AWS_REGION": "a-1", "AWS_DEFAULT_REGION": "b-2"]).region == "a-1")
        #expect(try AWSConfiguration(environment: ["AWS_REGION": "", "AWS_DEFAULT_REGION": "b-2"]).region == "b-2")
        let scratch = Scratch()
        let config = scratch.write("config", Array("[default]\nregion = c-3\n[profile x]\nregion=d-4".utf8))
        #expect(try AWSConfiguration(environment: ["AWS_CONFIG_FILE": config]).region == "c-3")
        #expect(try AWSConfiguration(environment: ["AWS_CONFIG_FILE": config, "AWS_PROFILE": "x"]).region == "d-4")
    }

    @Test func `Endpoints that somebody chose`() throws {
        let environment = [
            "AWS_REGION": "eu-west-1", "AWS_ENDPOINT_URL": "HTTP://LocalHost:4566/base/", "AWS_ENDPOINT_URL_S3": "https://s3.example:443",
            "AWS_ENDPOINT_URL_SQS": "",
        ]
        #expect(try host(.ssm, environment) == "http://localhost:4566/base")
        #expect(try host(.s3, environment) == "https://s3.example")
        #expect(try host(.sqs, environment) == "http://localhost:4566/base")
        #expect(try AWSConfiguration(environment: environment).endpoint(.s3).isConfigured)
        let ignored = environment.merging(["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "TRUE"]) { $1 }
        #expect(try host(.ssm, ignored) == "https://ssm.eu-west-1.amazonaws.com")
        #expect(try !AWSConfiguration(environment: ignored).endpoint(.s3).isConfigured)
    }

    @Test(arguments: [
        "localhost:4566", "ftp://host", "http://", "http:///x", "http://:80", "https://host?x", "https://host#x", "https://a b",
        "https://h\u{FC}",
    ])
    func `What is no endpoint names its variable`(_ url: String) {
        #expect { try AWSConfiguration(environment: ["AWS_REGION": "eu-west-1", "AWS_ENDPOINT_URL_SNS": url]) } throws: {
            "\($0)".hasPrefix("AWS_ENDPOINT_URL_SNS is '\(url)', which is no URL")
        }
    }

    @Test func `A password in an endpoint stays there`() {
        #expect { try AWSConfiguration(environment: ["AWS_REGION": "eu-west-1", "AWS_ENDPOINT_URL": "https://me:secret@host"]) } throws: {
            "\($0)".hasPrefix("AWS_ENDPOINT_URL ") && !"\($0)".contains("secret")
        }
    }

    @Test(arguments: ["", "Frankfurt", "eu-central-1/x", "a.b", "eu_central"])
    func `What is no region names its variable`(_ region: String) {
        #expect { try AWSConfiguration(environment: ["AWS_REGION": region, "AWS_CONFIG_FILE": "/nowhere"]) } throws: {
            "\($0)".hasPrefix("AWS_REGION is ")
        }
    }

    @Test func `What is no region is named where it stands`() {
        #expect { try AWSConfiguration(environment: ["AWS_DEFAULT_REGION": "Frankfurt", "AWS_CONFIG_FILE": "/nowhere"]) } throws: {
            "\($0)".hasPrefix("AWS_DEFAULT_REGION is 'Frankfurt'")
        }
        let scratch = Scratch()
        let file = scratch.write("config", Array("[profile work]\nregion = Frankfurt\n".utf8))
        #expect { try AWSConfiguration(environment: ["AWS_PROFILE": "work", "AWS_CONFIG_FILE": file]) } throws: {
            "\($0)".hasPrefix("the region of the profile 'work' is 'Frankfurt'")
        }
    }
}
