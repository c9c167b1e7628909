// Made by make_vectors.py: requests, and how botocore signs them.

/// A request, and the Authorization field that botocore gives it, or the signature of its address.
struct BotocoreVector: Sendable {
    var method: String
    var path: String
    var query: [(String, String)]
    var fields: [(String, String)]
    var payload: String
    var service: String
    var token: String?
    var isPresigned: Bool
    var expected: String

    static let all: [BotocoreVector] = [
        BotocoreVector(
            method: "HEAD", path: "/0_%3F%3B%22/%2F%290%3F",
            query: [("a.%", "(\\_=;"), (",%a-", "!\u{1F4EE}(;("), ("B", "\\<~<\u{E9}\u{301}")],
            fields: [("User-Agent", "not signed")], payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "s3", token: nil, isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=fa85014615f1e6b3070131f70491ac19d5a9906f066503d2f4b852d5d4209b54"
        ),
        BotocoreVector(
            method: "POST", path: "/%40%C3%A9%CC%81//%E1%88%B4%26%22%2F%26",
            query: [("q", "%2F\\"), ("&", "\u{1234}=B="), (":", "\u{1F4EE};;,")],
            fields: [("X-Amz-Meta-a", "v"), ("X-Amz-Meta-C", "v")],
            payload: "33d1a8e0f762eac0314c3ec2387e28192f4bf0fb25b60527b2ebaac347740d60",
            service: "s3", token: nil, isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-meta-a;x-amz-meta-c, Signature=2fa8029f68322dc21a24c1aad36e48d933c535e5eb94491223eb851514169ce0"
        ),
        BotocoreVector(
            method: "PUT", path: "/%28/%28%29%2F%27%C3%A9%CC%81/%28%2B%252F-",
            query: [("\"", "\u{1F4EE}'\\."), ("_~", "\"-\u{1234}\u{1F4EE}+")],
            fields: [("X-Amz-Meta-C", " v "), ("X-Amz-Meta-B", "v"), ("X-Amz-Meta-a", "a   b")],
            payload: "cd4a494305e522d8a16445261b8c93800fc1b5ec3f5fa7e160d025ce3819f9a0",
            service: "s3", token: "token/with+odd=signs==", isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-meta-a;x-amz-meta-b;x-amz-meta-c;x-amz-security-token, Signature=412b291dce943ec3739f540e424f2a9b7714a0ff74ddf12f603a31dc4a18a413"
        ),
        BotocoreVector(
            method: "POST", path: "/%F0%9F%93%AE/%F0%9F%93%AE%28-%2C/%23", query: [("~", "%2F")],
            fields: [("X-Amz-Meta-a", "a   b"), ("X-Amz-Meta-d", "a   b"), ("X-Amz-Meta-C", "a   b")],
            payload: "6d0c3fe700ec899e940e84adee32e327d602d246097fb463806ef4edfbfc146e",
            service: "s3", token: "token/with+odd=signs==", isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-meta-a;x-amz-meta-c;x-amz-meta-d;x-amz-security-token, Signature=22fe0ea14a8fb71ac93957a8af4d3222c0247e72fec0332a475a9a5e44c2a8e8"
        ),
        BotocoreVector(
            method: "HEAD", path: "/~%2A%40-%3C/%21",
            query: [("\u{1234}\u{1F4EE}", "&\":(;"), ("q", ")?"), ("\u{1F4EE}", "."), ("q", "#;@ ")],
            fields: [], payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "s3", token: "token/with+odd=signs==", isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token, Signature=841a85874d9fbaa72e1dc0bc57f36eb237d70d6c6b8edd83107de620cc3dc1fb"
        ),
        BotocoreVector(
            method: "DELETE", path: "/", query: [],
            fields: [("X-Amz-Meta-C", " v "), ("X-Amz-Meta-a", " v "), ("X-Amz-Meta-d", " v "), ("User-Agent", "not signed")],
            payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "s3", token: "token/with+odd=signs==", isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-meta-a;x-amz-meta-c;x-amz-meta-d;x-amz-security-token, Signature=7432b36d31f8d6c17c8e88ff9f7932815381c323d9678b5e57fa4200afb68aa7"
        ),
        BotocoreVector(
            method: "DELETE", path: "/", query: [("\"\u{FC})&", ""), ("\u{E9}\u{301}", ""), ("~*\u{1234}(", ":\u{1F4EE}.\"B")],
            fields: [("X-Amz-Meta-a", "a   b"), ("X-Amz-Meta-C", "\"q  q\""), ("X-Amz-Meta-d", "a=b; c")],
            payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "s3", token: nil, isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-meta-a;x-amz-meta-c;x-amz-meta-d, Signature=32734f2acbe2591151b3bbeb3c767008f5cf6ed7b92ae5d03a62abe23cd4aa64"
        ),
        BotocoreVector(
            method: "POST", path: "/%252F%21%22%5C%20/%3B%C3%BC%27/%3F%23%29", query: [("q", " ")],
            fields: [("X-Amz-Meta-a", "a   b"), ("X-Amz-Meta-B", "a   b")],
            payload: "3e3992ab840954051461b5d394b5bd0b279b9fe9f1651b996bf6c1dc930b6e23",
            service: "s3", token: nil, isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-meta-a;x-amz-meta-b, Signature=5432a5652d89125db14d06adeaec23a339501443091cd1cddaafb64ec7c6b33a"
        ),
        BotocoreVector(
            method: "DELETE", path: "/", query: [(",\u{FC}", "?<a\u{FC}")],
            fields: [("User-Agent", "not signed")], payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "s3", token: nil, isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=1bdd67309bfb8c2617b0953dd757cc77f80f8a91870dda8b592f2c1288e2e8dd"
        ),
        BotocoreVector(
            method: "POST", path: "/.%24%C3%BC%3B", query: [("q", ",a/B?"), (".", "=;)"), ("#\u{FC}@&", "$\""), (",+%2F", "=,")],
            fields: [("X-Amz-Meta-a", "\"q  q\""), ("X-Amz-Meta-B", "a=b; c"), ("User-Agent", "not signed")],
            payload: "265fda17a34611b1533d8a281ff680dc5791b0ce0a11c25b35e11c8e75685509",
            service: "s3", token: "token/with+odd=signs==", isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-meta-a;x-amz-meta-b;x-amz-security-token, Signature=a1121a5e850078f39772fdb026e7dc820f5ef69d172d4e9e21c3bc4003c59c23"
        ),
        BotocoreVector(
            method: "POST", path: "/%2F_/%5C%2F", query: [("q", "#-(\u{1F4EE}\\"), (";:/%2F", ":B"), ("#%_", ""), ("q", "=0\u{FC}=~")],
            fields: [("X-Amz-Meta-d", "v"), ("X-Amz-Meta-C", "v")],
            payload: "2bb9e1ec64adcfcf011d7c4fd54654e044b9db35842f4ad513c04712ef1046f9",
            service: "s3", token: nil, isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-meta-c;x-amz-meta-d, Signature=a4a07d22bdfa8adc30ce5dacb1d18472e7a9fb34477c12b4763ffbf203731d92"
        ),
        BotocoreVector(
            method: "GET", path: "/", query: [("(", "<;"), ("=.-", "?@_"), ("\"#?", "a~:")],
            fields: [("X-Amz-Meta-B", "v"), ("X-Amz-Meta-C", "\"q  q\""), ("X-Amz-Meta-a", "\"q  q\""), ("User-Agent", "not signed")],
            payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "s3", token: "token/with+odd=signs==", isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-meta-a;x-amz-meta-b;x-amz-meta-c;x-amz-security-token, Signature=ee9541fcde9f2789adc101d3804b041b9d23830325bf06c7441e0886f1d988fc"
        ),
        BotocoreVector(
            method: "POST", path: "/%252F%2F/%40", query: [("%2FB<", "'$=?,"), ("_~\"=", "@0")],
            fields: [("X-Amz-Meta-a", "\"q  q\""), ("X-Amz-Meta-C", "v"), ("X-Amz-Meta-B", "\"q  q\"")],
            payload: "5fbaf6c814ab71dc07924e401b4dddffaa4235dae7fc64794906294f8e8a8329",
            service: "s3", token: nil, isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-meta-a;x-amz-meta-b;x-amz-meta-c, Signature=016db9a7a527f9dc8744cbab991d2b2c7509219f904582c8d73716996c43a462"
        ),
        BotocoreVector(
            method: "POST", path: "//%3F%3B-/%3B0", query: [(":%2F.\"", "~?(._"), ("\u{FC}$", "\u{1F4EE}"), ("\\<&", "+,?\\")],
            fields: [("X-Amz-Meta-B", "v"), ("X-Amz-Meta-C", "v")],
            payload: "5853faf15e78a06451cf18e8bc26cfe174b43db5d9d72ecaa86e0e7dc9bec0e0",
            service: "s3", token: nil, isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-meta-b;x-amz-meta-c, Signature=88af79cc5d3d7812d2106d128f5485c7254bd9a883adad9680fa6f1cda879fd5"
        ),
        BotocoreVector(
            method: "POST", path: "/%2B%5C/%23/./x", query: [("-", "-%2F($")],
            fields: [("X-Amz-Meta-a", " v "), ("X-Amz-Meta-B", " v "), ("User-Agent", "not signed")],
            payload: "bef2d00d974dc2a9f2b850e650f3db60d5dd96b41beee57678e12c4c3b701be5",
            service: "service", token: nil, isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date;x-amz-meta-a;x-amz-meta-b, Signature=435aec0329726ec02f5ea2f7d0e377bb225991d17022345decbd9c621064ff90"
        ),
        BotocoreVector(
            method: "HEAD", path: "/%2F0%22/%F0%9F%93%AE%3B/./", query: [("#*%+", "*//\u{E9}\u{301}a")],
            fields: [], payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "service", token: nil, isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=d831a80c38448025601d8e5b265370f17f5f37a7bfbc909811630ed0f7bab97b"
        ),
        BotocoreVector(
            method: "DELETE", path: "/%3B//x", query: [("B'.", "$#"), ("\"*", "\u{E9}\u{301}*(!"), ("~", ").~.")],
            fields: [("User-Agent", "not signed")], payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "service", token: nil, isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=31e27f7a5a9b227899ac1b044bc3df480a39726e4e0b752dd2a02fbd2a12e6fd"
        ),
        BotocoreVector(
            method: "DELETE", path: "/%C3%BC/%3A%28%252F//",
            query: [("'", "(&%2F(#"), ("=", "$"), ("q", "\u{1F4EE}!\u{E9}\u{301}\u{1F4EE}"), ("a\u{FC}", "*#\"a")],
            fields: [("X-Amz-Meta-a", " v "), ("X-Amz-Meta-B", "a   b")],
            payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "service", token: nil, isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date;x-amz-meta-a;x-amz-meta-b, Signature=f456ef1cc8fb129bd418d82adc68448495e5080b8b70347d45e895b23e5a6099"
        ),
        BotocoreVector(
            method: "HEAD", path: "/%5C%29%F0%9F%93%AE%3C%28/%2F/_%5C%2A%5C/y/x",
            query: [("+", "%2F\u{1F4EE}\u{1F4EE}$"), ("-:#", ","), ("_0", "/")],
            fields: [("X-Amz-Meta-C", " v "), ("User-Agent", "not signed")],
            payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "service", token: nil, isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date;x-amz-meta-c, Signature=0639962cf5c6c5025eec3b045bdba8a79287c7b67cf2cf2a1b15013d5e9df08d"
        ),
        BotocoreVector(
            method: "DELETE", path: "/%5C_%25%252F/%2F%5C/y/", query: [("=", "'"), ("q", "\u{E9}\u{301}-"), ("q", "%2F"), (" )", "%;")],
            fields: [("X-Amz-Meta-d", "a   b"), ("X-Amz-Meta-B", " v "), ("User-Agent", "not signed")],
            payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "service", token: "token/with+odd=signs==", isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date;x-amz-meta-b;x-amz-meta-d;x-amz-security-token, Signature=49eaf03c1e4aedc10baca2628953e56f87bd899f7196d75df35659de11ea9560"
        ),
        BotocoreVector(
            method: "HEAD", path: "/%25%26%3C%E1%88%B4%3F//", query: [],
            fields: [], payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "service", token: "token/with+odd=signs==", isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=f19b8fe784f1854e1dae7591775e6ac83b8b0065f342cc4b9499e3086eae71f1"
        ),
        BotocoreVector(
            method: "GET", path: "/--%E1%88%B4%2C/./", query: [("*@<$", "<\u{1234};"), (",'0", "~~$")],
            fields: [("X-Amz-Meta-B", "a=b; c"), ("X-Amz-Meta-a", "a   b"), ("X-Amz-Meta-C", "a=b; c")],
            payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "service", token: nil, isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date;x-amz-meta-a;x-amz-meta-b;x-amz-meta-c, Signature=b1dd7c008010882c125e47aaa87cbee50e8b128c96f23c302ef0186490bc68a6"
        ),
        BotocoreVector(
            method: "GET", path: "/%2F/%2A%5C/%21.~-%28/./x", query: [],
            fields: [("X-Amz-Meta-C", "v"), ("X-Amz-Meta-B", "a=b; c"), ("X-Amz-Meta-a", "a   b"), ("User-Agent", "not signed")],
            payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "service", token: "token/with+odd=signs==", isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date;x-amz-meta-a;x-amz-meta-b;x-amz-meta-c;x-amz-security-token, Signature=09ad2c949d816eabc888f4987650c8f8cf9a3df73d7b89f87c5ba4d0a5390352"
        ),
        BotocoreVector(
            method: "POST", path: "/%2C%3C%24/%23/.%3C//x", query: [("?.$)", "$~%&"), ("q", ".)!a")],
            fields: [("X-Amz-Meta-B", "a=b; c")], payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "service", token: nil, isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date;x-amz-meta-b, Signature=ad6ecbeed603546b0d5214e819b04ed8c1c5d7525c9617a20f1974f0bed77f0a"
        ),
        BotocoreVector(
            method: "GET", path: "//x",
            query: [("\u{E9}\u{301}0;\"", ")"), ("\u{1234}-", ",\u{FC})0"), ("#-B", "$@%2F"), ("q", "\u{FC}(/.")],
            fields: [("X-Amz-Meta-a", "\"q  q\""), ("User-Agent", "not signed")],
            payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "service", token: nil, isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date;x-amz-meta-a, Signature=121eb187e0a8dc4c906f48b3e9156b43d32a3c5da8335231db0b5702b842a26c"
        ),
        BotocoreVector(
            method: "HEAD", path: "/%40%3B_%2A_/../", query: [("/%2F=\u{E9}\u{301}", "")],
            fields: [], payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "service", token: "token/with+odd=signs==", isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=ea2e6bee8fbee90607568f597149caa69345c21cf9fca310b20f9a4ecd6c7644"
        ),
        BotocoreVector(
            method: "POST", path: "/y/", query: [(")+B", "")],
            fields: [("X-Amz-Meta-C", "a   b"), ("X-Amz-Meta-d", " v "), ("X-Amz-Meta-B", " v ")],
            payload: "55f8915970757b44b55cbe11e6c7a8a294c1c79b887c20b9f801df94602f0969",
            service: "service", token: nil, isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date;x-amz-meta-b;x-amz-meta-c;x-amz-meta-d, Signature=9b93abe9a2712803deaa987f45e6fb0a5f17620de16f46181f63ecdeff0cbfda"
        ),
        BotocoreVector(
            method: "PUT", path: "/%3D%2B%25/y/", query: [("~", "#'!"), ("$B?", "#!\"-0"), (" \u{FC}", ";-#~"), ("q", "")],
            fields: [("X-Amz-Meta-d", "v"), ("X-Amz-Meta-B", "v"), ("User-Agent", "not signed")],
            payload: "4918320b8e523a5851beb011730298700f486ecbaa6cba51c451fe5b61aca983",
            service: "service", token: "token/with+odd=signs==", isPresigned: false,
            expected:
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date;x-amz-meta-b;x-amz-meta-d;x-amz-security-token, Signature=e9b97091d71b3bec3ab2636a7888f12e630968f14160390605b4fadf6b915edb"
        ),
        BotocoreVector(
            method: "GET", path: "/%252F-%252F/", query: [],
            fields: [], payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "s3", token: "token/with+odd=signs==", isPresigned: true,
            expected:
                "35b0e5ab7b3fbc75e075c7d364473ba0354ac15efad1993cf6b77d3e960997d3"),
        BotocoreVector(
            method: "GET", path: "/", query: [("0*_", "%#\u{1234}"), (":?a*", "!'"), ("00) ", "&"), ("a%2F$", "*%")],
            fields: [], payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "s3", token: nil, isPresigned: true,
            expected:
                "c86b6ce11a3dfdcaa34e7e485ecc4afddd26cb6fc92fb8396a6decaafcbc1a62"),
        BotocoreVector(
            method: "GET", path: "/%21%3B-%252F", query: [("+", "_%_\u{E9}\u{301}."), ("!$!0", "0\u{FC}*\\?")],
            fields: [], payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "s3", token: nil, isPresigned: true,
            expected:
                "925c06c6c2a3425e93603d38abf755e0772d93fa15daeb9ea82c5176ecaed98d"),
        BotocoreVector(
            method: "GET", path: "/%21%3C/%3B%3FB%2F%F0%9F%93%AE", query: [(".);@", "*"), ("&", "<, "), (",a,B", "\\.")],
            fields: [], payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "s3", token: "token/with+odd=signs==", isPresigned: true,
            expected:
                "e2f33c55181112756c2e2f1943b394a76fd777830a2863674ee706d3094f9174"),
        BotocoreVector(
            method: "GET", path: "/./%22",
            query: [("+::", "~"), ("\"/", "\u{1234}B,"), ("\u{FC}00$", "\u{1F4EE};~=*"), ("~)@", "\u{1F4EE} \u{FC}0%2F")],
            fields: [], payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "s3", token: "token/with+odd=signs==", isPresigned: true,
            expected:
                "032f3ce783bca70c9e17fbc3ebc5081eaa5d4d3c075c19204317115602649dd2"),
        BotocoreVector(
            method: "GET", path: "/%2B/%2C/%22%2A%252F", query: [],
            fields: [], payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "s3", token: "token/with+odd=signs==", isPresigned: true,
            expected:
                "635d94315202d3705757c03bed013d537d6d9b8ada0f49b6283bd678132dbae1"),
        BotocoreVector(
            method: "GET", path: "/", query: [("?", ".\\!")],
            fields: [], payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "s3", token: nil, isPresigned: true,
            expected:
                "7bfd98e0ab80dabd6253cacdcb9c148313419a14c66def59551005b248d4a251"),
        BotocoreVector(
            method: "GET", path: "/%27%F0%9F%93%AE-B", query: [("(@!+", ";%2F=?")],
            fields: [], payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            service: "s3", token: "token/with+odd=signs==", isPresigned: true,
            expected:
                "33e92b9ad6c87c49f47f4fe13c293c3a1b712ff4dd5c6c97325e6be63ee04098"),
    ]
}
