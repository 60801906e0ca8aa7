#include "CTomlPlusPlus.h"

#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <cstring>
#include <string>
#include <string_view>

namespace {

struct Walk {
    void *context;
    twinstore_toml_visitor visit;

    void scalar(const std::string &path, const std::string &value, const toml::node &node) const {
        visit(context, path.c_str(), value.c_str(), static_cast<uint32_t>(node.source().begin.line));
    }

    void node(const std::string &path, const toml::node &node) const {
        if (const auto *table = node.as_table()) {
            for (const auto &entry : *table) {
                std::string key(entry.first.str());
                if (key.find('.') != std::string::npos) key = '"' + key + '"';
                this->node(path.empty() ? key : path + '.' + key, entry.second);
            }
        } else if (const auto *array = node.as_array()) {
            for (const auto &element : *array) this->node(path, element);
        } else if (const auto *text = node.as_string()) {
            scalar(path, text->get(), node);
        } else if (const auto *flag = node.as_boolean()) {
            scalar(path, flag->get() ? "true" : "false", node);
        } else if (const auto *number = node.as_integer()) {
            scalar(path, std::to_string(number->get()), node);
        }
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
    Walk{context, visit}.node("", result.table());
    return 0;
}
