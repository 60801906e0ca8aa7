/// libFuzzer's dictionary: one word a line between double quotes, `\xHH`, `\\` and `\"` in it, `#` for comments.
enum FuzzDictionary {
    static func words(_ text: [UInt8]) -> [[UInt8]] {
        text.split(separator: 10).compactMap { line in
            guard line.first != UInt8(ascii: "#"), let start = line.firstIndex(of: 34),
                let end = line.lastIndex(of: 34), start < end
            else { return nil }
            return unescaped(line[(start + 1)..<end])
        }
    }

    private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        var at = text.startIndex
        while at < text.endIndex {
            guard text[at] == 92, at + 1 < text.endIndex else {
                out.append(text[at])
                at += 1
                continue
            }
            let digits = text[(at + 1)...].dropFirst().prefix(2)
            if text[at + 1] == UInt8(ascii: "x"), let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16) {
                out.append(byte)
                at += 4
            } else {
                out.append(text[at + 1])
                at += 2
            }
        }
        return out
    }
}
