import NodeModel
import Testing

@testable import Ingestion

@Suite("Secrets are removed again at ingest")
struct RedactionTests {
    private func redact(_ text: String, isFile: Bool = false) -> String {
        var bytes = Array(text.utf8)
        _ = Redaction.redact(&bytes, isFile: isFile)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        "the secret goes, the flag's name and every other flag survive",
        arguments: [
            ("k3s agent --token S3CRET --docker", "k3s agent --token <redacted:flag> --docker"),
            ("k3s agent --token=S3CRET --docker", "k3s agent --token=<redacted:flag> --docker"),
            ("k3s agent --token \"S3 CRET\" --docker", "k3s agent --token \"<redacted:flag>\" --docker"),
            ("k3s agent --token='S3 CRET' --docker", "k3s agent --token='<redacted:flag>' --docker"),
            ("k3s agent '--token=S3 CRET' --docker", "k3s agent '--token=<redacted:flag>' --docker"),
            ("k3s agent --token S3C\\ RET --docker", "k3s agent --token <redacted:flag> --docker"),
            ("k3s agent --token=S3'C R'ET --docker", "k3s agent --token=<redacted:flag> --docker"),
            ("sh -c \"k3s agent --docker --token S3CRET\"", "sh -c \"k3s agent --docker --token <redacted:flag>\""),
            ("/usr/bin/k3s agent -t S3CRET --docker", "/usr/bin/k3s agent -t <redacted:short-flag> --docker"),
            ("rke2 server -t=S3CRET --docker", "rke2 server -t=<redacted:short-flag> --docker"),
            ("k3s server --agent-token S3CRET --docker", "k3s server --agent-token <redacted:flag> --docker"),
            (
                "k3s server --datastore-endpoint=mysql://u:p@tcp(h:3306)/k --docker",
                "k3s server --datastore-endpoint=<redacted:flag> --docker"
            ),
            (
                "[\"agent\",\"--token\",\"S3CRET\",\"--docker\"]",
                "[\"agent\",\"--token\",\"<redacted:flag>\",\"--docker\"]"
            ),
            (
                "argv[]=/usr/local/bin/k3s agent --token S3CRET ; ignore_errors=no ;",
                "argv[]=/usr/local/bin/k3s agent --token <redacted:flag> ; ignore_errors=no ;"
            ),
            ("--etcd-s3-secret-key S3CRET --docker", "--etcd-s3-secret-key <redacted:flag> --docker"),
            ("--etcd-s3-access-key=S3CRET --docker", "--etcd-s3-access-key=<redacted:flag> --docker"),
        ])
    func flags(_ text: String, _ expected: String) { #expect(redact(text) == expected) }

    @Test(
        "a value on the next line is found, and the lines keep their numbers",
        arguments: [
            (
                "ExecStart=/usr/local/bin/k3s \\\n    agent \\\n\t'--token' \\\n\t'S3CRET' \\\n\t'--docker' \\\n",
                "ExecStart=/usr/local/bin/k3s \\\n    agent \\\n\t'--token' \\\n\t'<redacted:flag>' \\\n\t'--docker' \\\n"
            ),
            (
                "k3s agent --token \\\n  S3CRET \\\n  --docker\n",
                "k3s agent --token \\\n  <redacted:flag> \\\n  --docker\n"
            ),
            ("k3s agent --token \\\r\n  S3CRET --docker\n", "k3s agent --token \\\r\n  <redacted:flag> --docker\n"),
            ("k3s agent --token\n  S3CRET\n  --docker\n", "k3s agent --token\n  <redacted:flag>\n  --docker\n"),
            (
                "k3s \\\n agent \\\n -t \\\n S3CRET \\\n --docker\n",
                "k3s \\\n agent \\\n -t \\\n <redacted:short-flag> \\\n --docker\n"
            ),
            ("- --token\n- S3CRET\n- --docker\n", "- --token\n- <redacted:flag>\n- --docker\n"),
            ("--token \\\n# why\n  S3CRET \\\n  --docker", "--token \\\n# why\n  <redacted:flag> \\\n  --docker"),
            ("token:\n  S3CRET\ndocker: true\n", "token:\n  <redacted:key>\ndocker: true\n"),
            ("auth = [\n \"S3\",\n \"S4\"\n]\nx = 1", "auth = [\"<redacted:key>\"\n\n\n]\nx = 1"),
            (
                "password: |\n  line one\n  line two\ndocker: true\n",
                "password: |\n  <redacted:key>\n\ndocker: true\n"
            ),
            (
                "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAK=\n-----END RSA PRIVATE KEY-----\nafter\n",
                "-----BEGIN RSA PRIVATE KEY-----\n<redacted:private-key>\n\n-----END RSA PRIVATE KEY-----\nafter\n"
            ),
        ])
    func nextLine(_ text: String, _ expected: String) { #expect(redact(text) == expected) }

    @Test(
        "keys and variables of configuration files",
        arguments: [
            ("token: S3CRET\ndocker: true", "token: <redacted:key>\ndocker: true"),
            ("token: \"S3 CRET\" # why", "token: \"<redacted:key>\" # why"),
            ("password: S3 CRET # why", "password: <redacted:key> # why"),
            ("{\"auth\": \"dTpw\", \"docker\": true}", "{\"auth\": \"<redacted:key>\", \"docker\": true}"),
            ("{\"identitytoken\":\"a\\\"b\",\"x\":1}", "{\"identitytoken\":\"<redacted:key>\",\"x\":1}"),
            ("\"{\\\"auth\\\":\\\"dTpw\\\",\\\"x\\\":1}\"", "\"{\\\"auth\\\":\\\"<redacted:key>\\\",\\\"x\\\":1}\""),
            ("  password = \"S3CRET\"\n  username = \"u\"", "  password = \"<redacted:key>\"\n  username = \"u\""),
            ("K3S_TOKEN=S3CRET k3s agent --docker", "K3S_TOKEN=<redacted:variable> k3s agent --docker"),
            (
                "Environment=\"K3S_TOKEN=S3 CRET\" \"A=b\"", "Environment=\"K3S_TOKEN=<redacted:variable>\" \"A=b\""
            ),
            ("K3S_DATASTORE_ENDPOINT='postgres://u:p@h'", "K3S_DATASTORE_ENDPOINT='<redacted:variable>'"),
            ("AWS_SECRET_ACCESS_KEY=abc", "AWS_SECRET_ACCESS_KEY=<redacted:variable>"),
            ("DB_PASS=abc", "DB_PASS=<redacted:variable>"), ("clientSecret: abc", "clientSecret: <redacted:key>"),
            ("private_key = \"abc\"", "private_key = \"<redacted:key>\""),
            ("client-key-data: LS0tLS1", "client-key-data: <redacted:key>"),
            ("{\"password\":12345,\"x\":1}", "{\"password\":\"<redacted:key>\",\"x\":1}"),
            ("password = 12345 # why", "password = \"<redacted:key>\" # why"),
            ("token: [\"a\", b]", "token: [\"<redacted:key>\"]"),
            ("password = \"\"\"a\nb\"\"\"\nx = 1", "password = \"\"\"<redacted:key>\n\"\"\"\nx = 1"),
            ("AZURE_STORAGE_ACCOUNT=abc", "AZURE_STORAGE_ACCOUNT=<redacted:cloud>"),
            ("mounts: type cifs (rw,password=abc)", "mounts: type cifs (rw,password=<redacted:key>"),
        ])
    func keys(_ text: String, _ expected: String) { #expect(redact(text) == expected) }

    @Test("in an environment file the value goes on to the end of the line")
    func environmentFile() {
        #expect(redact("K3S_TOKEN=a b c\nX=1\n", isFile: true) == "K3S_TOKEN=<redacted:variable>\nX=1\n")
        #expect(redact("export K3S_TOKEN=a b c\n", isFile: true) == "export K3S_TOKEN=<redacted:variable>\n")
    }

    @Test(
        "passwords in addresses, headers and words that look like keys",
        arguments: [
            ("http://u:S3CRET@proxy:3128/x", "http://u:<redacted:url>@proxy:3128/x"),
            ("https://u:S3@CRET@h/x", "https://u:<redacted:url>@h/x"),
            ("http://u:S3/CRET@h:1 --docker", "http://u:<redacted:url>@h:1 --docker"),
            (
                "\"HttpProxy\":\"http://u:p@h:1\",\"x\":1",
                "\"HttpProxy\":\"http://u:<redacted:url>@h:1\",\"x\":1"
            ),
            ("HTTP_PROXY=u:S3CRET@h:3128", "HTTP_PROXY=u:<redacted:proxy>@h:3128"),
            ("Authorization: Basic dTpwYXNzd29yZA==", "Authorization: Basic <redacted:header>"),
            ("Authorization: Bearer abcdef123456", "Authorization: Bearer <redacted:header>"),
            ("curl -H 'X: Bearer abcdef123456'", "curl -H 'X: Bearer <redacted:header>'"),
            ("key AKIAIOSFODNN7EXAMPLE here", "key <redacted:token> here"),
            (
                "x K10" + String(repeating: "ab", count: 32) + "::server:S3CRET --docker", "x <redacted:token> --docker"
            ),
            (
                "{\"private_key\": \"-----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY-----\\n\"}",
                "{\"private_key\": \"<redacted:key>\"}"
            ),
        ])
    func shapes(_ text: String, _ expected: String) { #expect(redact(text) == expected) }

    @Test(
        "what is no secret stays as it is",
        arguments: [
            "crictl -t 20s -r unix:///run/k3s/containerd/containerd.sock images -o json",
            "k3s crictl -t 20s images", "k3s agent --token --docker", "k3s agent --token ${K3S_TOKEN} --docker",
            "k3s agent --token-file /etc/token --docker", "kubelet --anonymous-auth=false --docker",
            "--authentication-token-webhook=true --authorization-mode=Webhook", "docker.io/library/token:1.2",
            "quay.io/x/secret-manager   v1.2   0123456789ab   12MB", "registry/vault-secret:1.2",
            "https://host:8080/path@2x", "docker://nginx:1.2@sha256:abc", "git@github.com:x/y", "https://user@host/x",
            "unix:///run/containerd/containerd.sock", "authorization:\n  mode: Webhook\n", "authentication:\n  x: 1\n",
            "password: \"\"", "auth = true", "[plugins.\"io.containerd.grpc.v1.cri\".registry.configs.\"x\".auth]",
            "/var/lib/kubelet/pods/x/volumes/kubernetes.io~secret/token 4", "tlsPrivateKeyFile: /x/y.key",
            "sha256:" + String(repeating: "c0ffee", count: 10), "secrets-encryption: true", "PassEnvironment=HOME",
            "{\"Authorization\":null,\"Log\":[1]}", "\"Plugins\":{\"Authorization\":[\"a\"]}",
            "argv[]=k3s --token ; x=no",
            "k3s --no-auth x", "basic networking", "{\"auth\":{\"x\":1}}",
            "12 root --token\n13 root k3s agent --docker\n", "The bearer of this letter",
        ])
    func ordinary(_ text: String) { #expect(redact(text) == text) }

    @Test(
        "what is redacted already is not redacted again",
        arguments: [
            "--token <redacted:flag> --docker", "--token=<redacted:k3s-token> --docker", "token: <redacted:token>",
            "\"auth\":\"<redacted:key>\"", "--token \\\n\t<token redacted>\n\t--docker", "http://u:<redacted:url>@h",
            "http://u:xxxxx@h", "password: ********", "-----BEGIN PRIVATE KEY-----\n<redacted:private-key>\n",
        ])
    func twice(_ text: String) { #expect(redact(text) == text) }

    @Test("redacting twice changes nothing more")
    func idempotent() {
        let text = "k3s agent --token a --docker\nK3S_TOKEN=b\nauth: c\nhttp://u:p@h\npassword: |\n  x\n  y\nz: 1\n"
        #expect(redact(redact(text)) == redact(text))
    }

    @Test("each rule's finds are counted")
    func counts() {
        var bytes = Array("--token a --token b http://u:p@h".utf8)
        #expect(Redaction.redact(&bytes) == ["flag": 2, "url": 1])
    }

    @Test("command lines and messages are redacted, and what standard error had is not counted twice")
    func captures() {
        var capture = Capture(
            id: "ps", outcome: .ok, command: "x --token S3CRET", message: "http://u:S3CRET@h failed")
        #expect(Redaction.redact(&capture) == 1)
        #expect(capture.command == "x --token <redacted:flag>")
        #expect(capture.message == "http://u:<redacted:url>@h failed")
    }

    @Test(
        "hostile text grows no further when it is redacted again",
        arguments: [
            "token", "--token=", "://", "K10=", "eyJ.", "token=<redacted", "-t k3s ", "-----BEGIN PRIVATE KEY-----",
            "\"token\":\"", "password: ", "bearer ", "u:p@", "http://u:", "token:\n", "k3s agent -t ",
        ])
    func hostile(_ part: String) {
        var bytes = Array(String(repeating: part, count: 200_000 / part.utf8.count).utf8)
        _ = Redaction.redact(&bytes)
        let once = bytes
        #expect(Redaction.redact(&bytes).isEmpty)
        #expect(bytes == once)
    }
}
