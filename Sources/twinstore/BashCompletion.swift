import ArgumentParser

/// The script of bash's completions. The parser's own takes words as bash breaks them, at `=` and `:`, so that
/// `image=localhost:5000/app` is five of them.
enum BashCompletion {
    static func isAsked(for words: [String]) -> Bool {
        words == ["--generate-completion-script", "bash"] || words == ["--generate-completion-script=bash"]
    }

    static var script: String { Twinstore.completionScript(for: .bash) + wholeWords }

    /// COMP_LINE as typed has what COMP_WORDS has, and the blanks that really part words.
    private static let wholeWords = #"""


        # bash breaks words at = and :, of which names of images have some. Here they are whole.
        _twinstore_with_whole_words() {
            local rest="${COMP_LINE}" trimmed word
            local -a whole=()
            local -i at=0 start=0 begins=0 index
            for index in "${!COMP_WORDS[@]}"; do
                word="${COMP_WORDS[index]}"
                trimmed="${rest#"${rest%%[![:space:]]*}"}"
                if [[ "${index}" -gt 0 && "${trimmed}" = "${rest}" ]]; then
                    whole[${#whole[@]} - 1]+="${word}"
                else
                    whole+=("${word}")
                    begins=$((${#COMP_LINE} - ${#trimmed}))
                fi
                rest="${trimmed#"${word}"}"
                if [[ "${index}" -eq "${COMP_CWORD}" ]]; then
                    at=$((${#whole[@]} - 1))
                    start=${begins}
                fi
            done
            local -r typed="${COMP_LINE:start:COMP_POINT - start}" breaks="${COMP_WORDBREAKS//[^=:]/}"

            local -a COMP_WORDS=("${whole[@]}")
            local -i COMP_CWORD=at
            _twinstore "${1}" "${typed}" "${whole[at - 1]}"

            # What bash takes for the words before stays as it is.
            local last="${typed}"
            [[ -z "${breaks}" ]] || last="${typed##*["${breaks}"]}"
            if [[ "${last}" != "${typed}" ]]; then
                compopt +o filenames
                COMPREPLY=("${COMPREPLY[@]#"${typed%"${last}"}"}")
            fi
            # As a file's name, @ would be quoted.
            [[ "${typed}" != @* ]] || compopt +o filenames
            if [[ "${#COMPREPLY[@]}" -eq 1 && "${COMPREPLY[0]}" = *= ]]; then compopt +o filenames -o nospace; fi
        }

        complete -o filenames -F _twinstore_with_whole_words twinstore

        """#
}
