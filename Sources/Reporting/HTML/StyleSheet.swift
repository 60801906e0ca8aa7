import NodeModel

/// How a page looks. In parts, because the compiler and the reader like short ones.
enum StyleSheet {
    static let parts: [StaticString] = [colours, text, firstScreen, content, tables, drawings, small, print]

    /// SHA-256 of the whole style in base64: the page's policy allows this style and no other.
    static let hash: String = {
        var bytes: [UInt8] = []
        for part in parts { part.withUTF8Buffer { bytes += $0 } }
        return base64(Digest.sha256Bytes(bytes))
    }()

    static func base64(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var out = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let padded = Array(group) + [UInt8](repeating: 0, count: 3 - group.count)
            let number = Int(padded[0]) << 16 | Int(padded[1]) << 8 | Int(padded[2])
            for place in 0..<4 {
                out.append(place <= group.count ? digits[number >> (18 - 6 * place) & 63] : "=")
            }
        }
        return out
    }

    /// Okabe and Ito's palette, which people with any colour vision tell apart; words and shapes say the same.
    private static let colours: StaticString = """
        :root{color-scheme:light dark;--page:#f5f6f8;--sheet:#fff;--ink:#18202c;--muted:#515d6e;--line:#d3d9e1;\
        --soft:#eef1f5;--link:#0b57a4;--twice:#d55e00;--partly:#e69f00;--left:#cc79a7;--separate:#0072b2;\
        --same:#009e73;--single:#56b4e9;--unknown:#7a8698;--rest:#9fb0c3;--edge:#4a5666}
        @media(prefers-color-scheme:dark){:root{--page:#0f141a;--sheet:#171e27;--ink:#e8ecf2;--muted:#a9b5c4;\
        --line:#333e4b;--soft:#202935;--link:#86bdf6;--twice:#f0803c;--separate:#4aa3dc;--same:#2bbd92;\
        --unknown:#97a3b4;--rest:#5d6f84;--edge:#aab6c5}}
        .v-twice{--tone:var(--twice);--tint:rgba(213,94,0,.1)}.v-partly{--tone:var(--partly);--tint:rgba(230,159,0,.12)}
        .v-left{--tone:var(--left);--tint:rgba(204,121,167,.13)}
        .v-separate{--tone:var(--separate);--tint:rgba(0,114,178,.1)}
        .v-same{--tone:var(--same);--tint:rgba(0,158,115,.1)}.v-single{--tone:var(--single);--tint:rgba(86,180,233,.14)}
        .v-unknown{--tone:var(--unknown);--tint:rgba(122,134,152,.14)}

        """

    private static let text: StaticString = """
        *{box-sizing:border-box}
        html{font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif;\
        -webkit-text-size-adjust:100%;text-size-adjust:100%}
        body{margin:0;background:var(--page);color:var(--ink);overflow-wrap:anywhere}
        main,.top,footer{max-width:70rem;margin:0 auto;padding:0 1.25rem}
        main:focus{outline:none}
        a{color:var(--link)}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
        p{margin:.5rem 0}
        code,pre,.place,.inside{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",\
        "Liberation Mono",monospace;font-size:.86em}
        code{unicode-bidi:isolate;background:var(--soft);border-radius:4px;padding:.1em .3em}
        pre{margin:.5rem 0;padding:.75rem .9rem;background:var(--soft);border:1px solid var(--line);border-radius:8px;\
        white-space:pre-wrap}
        pre code{background:none;padding:0;font-size:1em}
        .command code{user-select:all}
        .muted{color:var(--muted)}
        h1{font-size:1.5rem;line-height:1.3;letter-spacing:-.01em;margin:0 0 1rem;text-wrap:pretty}
        h1 code{font-size:.92em;font-weight:600}
        h2{font-size:1.2rem;line-height:1.3;margin:0 0 .75rem}
        h3{font-size:1rem;line-height:1.45;margin:1.25rem 0 .5rem}
        sup{font-size:.7em;line-height:0;font-weight:400}
        .skip{position:absolute;left:.5rem;top:-4rem;background:var(--sheet);padding:.5rem .9rem;border-radius:6px;z-index:2}
        .skip:focus{top:.5rem}
        details{margin:.5rem 0}
        summary{cursor:pointer;color:var(--link);width:fit-content;padding:.15rem 0}

        """

    private static let firstScreen: StaticString = """
        .top{display:flex;align-items:center;gap:.6rem;padding-top:1rem;padding-bottom:1rem}
        .brand{font-weight:700;letter-spacing:-.01em}
        .logo{fill:none;stroke:var(--ink);stroke-width:2}.logo .front{fill:var(--twice);stroke:var(--ink)}
        .hero{background:var(--sheet);border:1px solid var(--line);border-top:6px solid var(--tone,var(--edge));\
        border-radius:12px;padding:1.4rem 1.5rem 1.1rem}
        .cards{display:grid;grid-template-columns:repeat(4,1fr);gap:.75rem;margin:0 0 1.1rem}
        .cards>div{background:var(--tint,var(--soft));border:1px solid var(--line);border-radius:10px;padding:.7rem .9rem .8rem}
        .cards dt{font-size:.82rem;color:var(--muted)}
        .cards dd{margin:0}
        .cards dd>strong{display:block;font-size:1.45rem;line-height:1.3;letter-spacing:-.01em}
        .cards .note{display:block;font-size:.85rem;line-height:1.45}
        .cards code{background:none;padding:0}
        .facts{margin:0}
        .facts>div{display:grid;grid-template-columns:8rem 1fr;gap:0 1rem;padding:.45rem 0;border-top:1px solid var(--line)}
        .facts dt{color:var(--muted)}.facts dd{margin:0}
        nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;margin:1rem 0 0;padding:0 .25rem;font-size:.9rem}
        nav a{display:inline-block;padding:.2rem 0;text-decoration:none}nav a:hover{text-decoration:underline}

        """

    private static let content: StaticString = """
        section{background:var(--sheet);border:1px solid var(--line);border-radius:12px;padding:1.25rem 1.5rem;\
        margin:1rem 0;scroll-margin-top:1rem}
        footer{padding-top:.5rem;padding-bottom:2rem;font-size:.85rem}
        .verdict,.says{font-weight:600;white-space:nowrap}
        .icon{width:.85em;height:.85em;overflow:visible;margin-right:.4em;vertical-align:-.06em}
        .says{font-size:.82rem;line-height:1.4;padding:.1rem .55rem;border-radius:99px;border:1.5px solid var(--line);\
        background:var(--soft)}
        .s-different{border-color:var(--twice)}.s-partly{border-color:var(--partly)}.s-same{border-color:var(--same)}
        .s-silent{border-style:dashed;font-weight:400}
        .findings,.points,.proofs,.bars{list-style:none;margin:0;padding:0}
        .findings>li{display:grid;grid-template-columns:8rem 1fr;gap:0 1rem;padding:.8rem 0;border-top:1px solid var(--line)}
        .findings>li:first-child{border-top:0;padding-top:.2rem}
        .findings .marks{display:flex;flex-direction:column;align-items:flex-start;gap:.25rem;font-size:.82rem}
        .findings .marks:empty{display:none}.findings .marks:empty+.body{grid-column:1/-1}
        .findings p{margin:0}
        .proofs{margin-top:.45rem;border-left:3px solid var(--line)}
        .proofs li{padding:.1rem 0 .1rem .75rem;font-size:.92rem;line-height:1.5}
        .proofs code{background:none;padding:0}.place{color:var(--muted);margin-right:.6em}
        .points li{position:relative;padding:.15rem 0 .15rem 1.1rem}
        .points li::before{content:"";position:absolute;left:.15rem;top:.78em;width:.4em;height:.4em;border-radius:50%;\
        background:var(--edge)}
        .steps,.queries{margin:0;padding-left:1.6rem}.steps>li{padding:.3rem 0 .3rem .2rem}
        .steps>li::marker{font-weight:700}
        .sql{font-size:.85rem;line-height:1.5}

        """

    private static let tables: StaticString = """
        .scroll{position:relative;overflow-x:auto;margin:.6rem 0;max-width:100%}
        table{border-collapse:collapse;width:100%;font-size:.92rem;line-height:1.45}
        caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        th,td{text-align:left;vertical-align:top;padding:.4rem .75rem;border-bottom:1px solid var(--line);\
        overflow-wrap:normal;white-space:nowrap}
        th:first-child,td:first-child{padding-left:.2rem}
        thead th{color:var(--muted);font-size:.82rem;font-weight:600;border-bottom:2px solid var(--line)}
        tbody th{font-weight:400}
        .number{text-align:right;font-variant-numeric:tabular-nums}
        .wraps{white-space:normal;overflow-wrap:anywhere;min-width:13rem}
        tbody tr:hover{background:var(--soft)}

        """

    private static let drawings: StaticString = """
        .definitions{position:absolute}
        .mark .full,.icon .full{fill:var(--tone);stroke:var(--edge)}
        .mark .hollow{fill:none;stroke:var(--tone);stroke-width:2}
        figure{margin:.9rem 0 1rem}figure p{font-size:.85rem}
        figcaption{display:flex;flex-wrap:wrap;gap:.15rem 1.2rem;align-items:baseline;margin-bottom:.5rem;font-size:.92rem}
        .legend{display:flex;flex-wrap:wrap;gap:.1rem 1rem;color:var(--muted);font-size:.85rem}
        .bars>li{display:grid;grid-template-columns:minmax(9rem,19rem) 1fr minmax(5.5rem,auto);gap:.2rem .9rem;\
        align-items:center;padding:.28rem 0}
        .bars .label{font-size:.9rem;line-height:1.35}.bars .value{font-size:.9rem;font-variant-numeric:tabular-nums;text-align:right}
        .bars code{background:none;padding:0}
        .bar{width:100%;display:block;overflow:visible}
        .cells>li{grid-template-columns:10.5rem 6.5rem 1fr}.cells .value{order:1;text-align:left}
        .cells>li>svg{order:2;max-width:100%;height:auto;display:block}
        .fill-twice rect{fill:var(--twice)}.fill-twice path{stroke:var(--sheet);stroke-width:1.3;fill:none}
        .fill-left rect{fill:var(--left)}.fill-left circle{fill:var(--sheet)}
        .fill-freed rect{fill:var(--sheet)}.fill-freed path{stroke:var(--same);stroke-width:2;fill:none}
        .f-twice{fill:url(#fill-twice);stroke:var(--edge)}.f-left{fill:url(#fill-left);stroke:var(--edge)}
        .f-freed{fill:url(#fill-freed);stroke:var(--edge);stroke-dasharray:4 2}
        .f-rest{fill:var(--rest);stroke:var(--edge)}.f-free{fill:none;stroke:var(--edge)}
        .diagram{display:block;width:100%;min-width:44rem;max-width:64rem;height:auto;font-size:12px}
        .diagram text{fill:var(--ink)}.diagram .column{fill:var(--muted);font-size:12px}.inside{font-size:12px}
        .diagram .box,.diagram .store,.diagram .nothing{fill:var(--soft);stroke:var(--line);stroke-width:1.5}
        .diagram .store{stroke:var(--edge)}.diagram .nothing{fill:none;stroke-dasharray:5 4}
        .arrow{fill:none;stroke:var(--edge);stroke-width:1.5}.arrowhead{fill:var(--edge)}

        """

    private static let small: StaticString = """
        @media(max-width:60rem){.cards{grid-template-columns:1fr 1fr}}
        @media(max-width:40rem){main,.top,footer{padding-left:.7rem;padding-right:.7rem}
        .top{padding-top:.6rem;padding-bottom:.6rem}h1{font-size:1.15rem;margin-bottom:.75rem}
        .hero,section{padding:.9rem .9rem;border-radius:10px}
        .cards{gap:.5rem}.cards>div{padding:.5rem .6rem}.cards dd>strong{font-size:1.15rem}.cards .note{font-size:.8rem}
        .facts>div,.findings>li{grid-template-columns:1fr}
        .findings .marks{flex-direction:row;align-items:center;gap:.6rem;margin-bottom:.25rem}
        .bars>li{grid-template-columns:1fr auto}.bars .label{grid-column:1/-1}
        .cells .label{grid-column:1}.cells .value{text-align:right}.cells>li>svg{grid-column:1/-1}
        .wraps{min-width:10rem}}

        """

    private static let print: StaticString = """
        @media print{@page{size:A4;margin:14mm 12mm}
        :root{color-scheme:light;--page:#fff;--sheet:#fff;--ink:#000;--muted:#444;--line:#c4cad2;--soft:#f2f4f6;--link:#000;\
        --twice:#d55e00;--separate:#0072b2;--same:#009e73;--unknown:#7a8698;--rest:#9fb0c3;--edge:#4a5666}
        html{font-size:10.5pt}body{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        .skip,nav{display:none}main,.top,footer{max-width:none;padding-left:0;padding-right:0}
        .hero,section{border:0;padding:0;margin:0 0 5mm}.hero{border-top:4px solid var(--tone,var(--edge));padding-top:4mm}
        .cards{grid-template-columns:repeat(4,1fr)}h1{font-size:1.3rem}
        h2,h3,summary,caption,figcaption{break-after:avoid}tr,figure,.findings>li,.steps>li,.cards{break-inside:avoid}
        thead{display:table-header-group}.scroll{overflow:visible}.diagram{min-width:0}
        table{font-size:.78rem}th,td{white-space:normal;overflow-wrap:anywhere;padding:.25rem .35rem}.wraps{min-width:0}
        .number,.verdict{white-space:nowrap}
        details::details-content{content-visibility:visible;height:auto}summary{list-style:none;color:var(--muted)}
        summary::-webkit-details-marker{display:none}}
        """
}
