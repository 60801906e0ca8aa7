#include "CTomlPlusPlus.h"

#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 32
#include <toml++/toml.h>

#include <cstring>
#include <string>
#include <string_view>

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

}  // namespace

extern "C" uint32_t twinstore_toml_parse(
    const char *bytes, size_t length, void *context, twinstore_toml_visitor visit, char *message,
    size_t message_capacity) {
    if (message_capacity > 0) message[0] = '\0';
    const toml::parse_result result = toml::parse(std::string_view(bytes, length));
    if (!result) {
        const std::string_view text = result.error().description();
        if (message_capacity > 0) {
            const size_t count = text.size() < message_capacity - 1 ? text.size() : message_capacity - 1;
            std::memcpy(message, text.data(), count);
            message[count] = '\0';
        }
        const uint32_t line = static_cast<uint32_t>(result.error().source().begin.line);
        return line > 0 ? line : 1;
    }
    Walk{context, visit}.node("", result.table(), 0);
    return 0;
}
