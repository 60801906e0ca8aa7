#include "CTomlPlusPlus.h"

#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 32

// toml++ assumes things of its input that do not hold (`[.` reaches parse_key with a dot): with assertions that ends the
// program, without them the compiler may do anything. Here a broken assumption is an exception, caught below.
struct twinstore_toml_broken_assumption {};
#include <toml++/impl/preprocessor.h>
#undef TOML_ASSERT
#undef TOML_ASSERT_ASSUME
#define TOML_ASSERT(...) do { if (!(__VA_ARGS__)) throw twinstore_toml_broken_assumption(); } while (false)
#define TOML_ASSERT_ASSUME(...) TOML_ASSERT(__VA_ARGS__)
#include <toml++/toml.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace {

const size_t maximumPath = 1024;
const int maximumDepth = 64;

struct Walk {
    void *context;
    twinstore_toml_visitor visit;

    bool scalar(const std::string &path, const std::string &value, const toml::node &node) const {
        const uint32_t line = static_cast<uint32_t>(node.source().begin.line);
        return visit(context, path.c_str(), value.data(), value.size(), line) == 0;
    }

    // False once the visitor has had enough. Paths are bounded, or long keys times many values would be.
    bool node(const std::string &path, const toml::node &node, int depth) const {
        if (depth > maximumDepth) return true;
        if (const auto *table = node.as_table()) {
            for (const auto &entry : *table) {
                std::string key(entry.first.str());
                if (key.find('.') != std::string::npos) key = '"' + key + '"';
                std::string below = path.empty() ? key : path + '.' + key;
                if (below.size() > maximumPath) continue;
                if (!this->node(below, entry.second, depth + 1)) return false;
            }
            return true;
        }
        if (const auto *array = node.as_array()) {
            for (const auto &element : *array) {
                if (!this->node(path, element, depth + 1)) return false;
            }
            return true;
        }
        if (const auto *text = node.as_string()) return scalar(path, text->get(), node);
        if (const auto *flag = node.as_boolean()) return scalar(path, flag->get() ? "true" : "false", node);
        if (const auto *number = node.as_integer()) return scalar(path, std::to_string(number->get()), node);
        if (const auto *number = node.as_floating_point()) return scalar(path, std::to_string(number->get()), node);
        return true;
    }
};

bool breaks(std::string_view text) {
    try {
        const toml::parse_result result = toml::parse(text);
        return false;
    } catch (...) {
        return true;
    }
}

// The first line with which the text breaks the parser.
uint32_t lineThatBreaks(std::string_view text) {
    std::vector<size_t> ends;
    for (size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\n') ends.push_back(at + 1);
    }
    ends.push_back(text.size());
    const auto found = std::partition_point(
        ends.begin(), ends.end() - 1, [&](size_t end) { return !breaks(text.substr(0, end)); });
    return static_cast<uint32_t>(found - ends.begin()) + 1;
}

uint32_t fail(uint32_t line, std::string_view text, char *message, size_t capacity) {
    if (capacity > 0) {
        const size_t count = std::min(text.size(), capacity - 1);
        std::memcpy(message, text.data(), count);
        message[count] = '\0';
    }
    return line > 0 ? line : 1;
}

}  // namespace

extern "C" uint32_t twinstore_toml_parse(
    const char *bytes, size_t length, void *context, twinstore_toml_visitor visit, char *message,
    size_t message_capacity) {
    const std::string_view text(bytes == nullptr ? "" : bytes, bytes == nullptr ? 0 : length);
    try {
        const toml::parse_result result = toml::parse(text);
        if (!result) {
            const auto line = static_cast<uint32_t>(result.error().source().begin.line);
            return fail(line, result.error().description(), message, message_capacity);
        }
        Walk{context, visit}.node("", result.table(), 0);
        return 0;
    } catch (...) {
        return fail(lineThatBreaks(text), "not TOML", message, message_capacity);
    }
}
