/// One kind of secret: the bytes that give it away, and where it then is.
struct RedactionRule: Sendable {
    /// As in `<redacted:NAME>`, in the collector's manifest and in its table.
    var name: String
    /// One of these is in every text with such a secret. Lower case stands for both cases where `ignoresCase`.
    var triggers: [String]
    var ignoresCase = true
    /// The secret that a trigger at that offset announces; nil where it is something else.
    var find: @Sendable (_ text: inout SecretText, _ trigger: Int) -> Range<Int>?

    /// Every rule, by the names of collector.sh's table; where two find a secret at one place the first counts.
    static let all: [RedactionRule] = [
        privateKey, url, proxy, authorization, header,
        named("flag", common + ["-vpnauth", "-dockerauth"], stems) { $0.isFlag && !$0.isSwitch($1) },
        shortFlag,
        named("variable", common + ["pwd", "-pass", "-auth", "databaseurl", "-dsn"], stems) { $0.isVariable($1) },
        RedactionRule(name: "cloud", triggers: ["azure_", "google_", "gcp_", "gce_"]) { text, at in
            guard let name = text.name(around: at), name.range.lowerBound == at, name.isVariable(text) else {
                return nil
            }
            return text.value(of: name)
        },
        named("key", common + ["-auth", "-pass", "-pwd", "keydata", "dockerconfigjson"], stems) { name, text in
            !name.isFlag && !name.isVariable(text)
        },
        shape("AKIA", 16, .upper), shape("ASIA", 16, .upper), shape("AIza", 35, .word), shape("ghp_", 20, .word),
        shape("gho_", 20, .word), shape("ghu_", 20, .word), shape("ghs_", 20, .word), shape("ghr_", 20, .word),
        shape("github_pat_", 20, .word), shape("dckr_pat_", 20, .word), shape("glpat-", 20, .word),
        shape("xoxb-", 20, .word), shape("xoxp-", 20, .word), shape("SWMTKN-1-", 20, .word),
        shape("K10", 16, .token), shape("eyJ", 30, .token),
    ]

    /// How names of secrets end, in lower case without `-`, `_` and `.`.
    private static let common =
        [
            "token", "secret", "secretid", "password", "passwd", "passphrase", "credential", "credentials", "creds",
            "datastoreendpoint", "connectionstring",
        ]
        + [
            "secret", "access", "private", "api", "shared", "account", "encryption", "signing", "session", "master",
            "license", "ssh", "join",
        ].flatMap { [$0 + "key", $0 + "keyid"] }

    /// One of these is in every name that ends like that.
    private static let stems = [
        "token", "secret", "pass", "pwd", "cred", "datastore", "connection", "key", "auth", "database", "dsn",
        "dockerconfig",
    ]

    /// The value of a flag, a variable or a key whose name ends like that. An ending with a dash must be a whole word.
    private static func named(
        _ rule: String, _ endings: [String], _ triggers: [String],
        where isOfForm: @escaping @Sendable (SecretName, SecretText) -> Bool
    ) -> RedactionRule {
        let endings = endings.map { Array($0.utf8) }
        return RedactionRule(name: rule, triggers: triggers) { text, at in
            guard let name = text.name(around: at), isOfForm(name, text), name.ends(in: endings, text) else {
                return nil
            }
            return text.value(of: name)
        }
    }

    /// A word that is a secret by its looks: a prefix and at least so many characters.
    private static func shape(_ prefix: String, _ count: Int, _ set: SecretText.Characters) -> RedactionRule {
        RedactionRule(name: "token", triggers: [prefix], ignoresCase: false) { text, at in
            guard at == 0 || !SecretText.Characters.word.contains(text.bytes[at - 1]) else { return nil }
            let start = at + prefix.utf8.count
            // A JSON web token has dots, a k3s token colons, and early on; base64 of other things has neither.
            let head = start..<min(start + 128, text.bytes.count)
            if set == .token, !text.bytes[head].contains(where: { $0 == 46 || $0 == 58 }) { return nil }
            let end = text.end(of: set, from: start)
            guard end - start >= count else { return nil }
            return at..<end
        }
    }

    /// `scheme://user:SECRET@host`.
    private static let url = RedactionRule(name: "url", triggers: ["://"]) { text, at in
        text.passwordInURL(authority: at + 3)
    }

    /// A proxy's password where the scheme was left out: `HTTP_PROXY=user:SECRET@host:3128`.
    private static let proxy = RedactionRule(name: "proxy", triggers: ["proxy"]) { text, at in
        guard let found = text.name(around: at), found.ends(in: [Array("proxy".utf8)], text),
            let value = text.value(of: found), !text.contains("://", in: value)
        else { return nil }
        return text.passwordInURL(authority: value.lowerBound)
    }

    /// `Bearer SECRET` and `Basic SECRET`.
    private static let header = RedactionRule(name: "header", triggers: ["bearer", "basic"]) { text, at in
        let scheme = text.end(of: .word, from: at)
        let start = text.skipBlanks(scheme)
        let end = text.end(of: .token, from: start)
        guard start > scheme, scheme - at <= 6, end - start >= 8,
            !SecretText.Characters.word.contains(text.byte(at - 1))
        else { return nil }
        let looksRandom = end - start >= 20 || text.bytes[start..<end].contains { (48...57).contains($0) || $0 == 61 }
        return looksRandom ? start..<end : nil
    }

    /// `Authorization: Basic SECRET`, or any other scheme.
    private static let authorization = RedactionRule(name: "header", triggers: ["authorization"]) { text, at in
        guard let found = text.name(around: at), found.ends(in: [Array("authorization".utf8)], text),
            let value = text.value(of: found, oneWord: false)
        else { return nil }
        let scheme = text.end(of: .word, from: value.lowerBound)
        let start = text.skipBlanks(scheme)
        guard start > scheme, start < value.upperBound else { return value.count >= 16 ? value : nil }
        return start..<text.word(start).upperBound
    }

    /// `-t SECRET` of k3s, RKE2 and k8e; crictl's `-t` is a time.
    private static let shortFlag = RedactionRule(name: "short-flag", triggers: ["-t"], ignoresCase: false) { text, at in
        guard let found = text.name(around: at), found.range == at..<(at + 2), text.isServerCommand(before: at) else {
            return nil
        }
        return text.value(of: found)
    }

    /// `-----BEGIN … PRIVATE KEY-----` to its end, or as far as it looks like one.
    private static let privateKey = RedactionRule(
        name: "private-key", triggers: ["-----BEGIN"], ignoresCase: false
    ) { text, at in text.privateKeyBody(header: at) }
}
