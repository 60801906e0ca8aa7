#include "CRapidJSON.h"

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <cstdlib>
#include <cstring>
#include <new>
#include <string>
#include <vector>

namespace {

const size_t maximumDepth = 64;

struct Handler {
    std::vector<twinstore_json_node> nodes;
    std::string text;
    std::vector<uint32_t> open;
    rapidjson::MemoryStream *stream = nullptr;
    size_t maximumNodes = 0;

    bool add(twinstore_json_kind kind, const char *bytes, size_t length) {
        if (nodes.size() >= maximumNodes || text.size() + length > UINT32_MAX) return false;
        twinstore_json_node node;
        node.offset = static_cast<uint32_t>(text.size());
        node.length = static_cast<uint32_t>(length);
        node.next = static_cast<uint32_t>(nodes.size() + 1);
        node.position = static_cast<uint32_t>(stream->Tell());
        node.kind = static_cast<uint8_t>(kind);
        if (length > 0) text.append(bytes, length);
        nodes.push_back(node);
        return true;
    }

    bool begin(twinstore_json_kind kind) {
        if (open.size() >= maximumDepth || !add(kind, nullptr, 0)) return false;
        open.push_back(static_cast<uint32_t>(nodes.size() - 1));
        return true;
    }

    bool finish(size_t members) {
        nodes[open.back()].next = static_cast<uint32_t>(nodes.size());
        nodes[open.back()].length = static_cast<uint32_t>(members);
        open.pop_back();
        return true;
    }

    bool Null() { return add(twinstore_json_null, nullptr, 0); }
    bool Bool(bool value) { return add(value ? twinstore_json_true : twinstore_json_false, nullptr, 0); }
    bool RawNumber(const char *bytes, rapidjson::SizeType length, bool) {
        return add(twinstore_json_number, bytes, length);
    }
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(int64_t) { return false; }
    bool Uint64(uint64_t) { return false; }
    bool Double(double) { return false; }
    bool String(const char *bytes, rapidjson::SizeType length, bool) {
        return add(twinstore_json_string, bytes, length);
    }
    bool Key(const char *bytes, rapidjson::SizeType length, bool) { return add(twinstore_json_key, bytes, length); }
    bool StartObject() { return begin(twinstore_json_object); }
    bool EndObject(rapidjson::SizeType members) { return finish(members); }
    bool StartArray() { return begin(twinstore_json_array); }
    bool EndArray(rapidjson::SizeType elements) { return finish(elements); }
};

// A key whose value was cut off says nothing, and a reader of pairs must not meet it.
void dropDanglingKey(std::vector<twinstore_json_node> &nodes) {
    if (!nodes.empty() && nodes.back().kind == twinstore_json_key) nodes.pop_back();
}

}  // namespace

extern "C" struct twinstore_json_tape twinstore_json_parse(const char *bytes, size_t length, size_t max_nodes) {
    twinstore_json_tape tape;
    std::memset(&tape, 0, sizeof tape);
    if (bytes == nullptr || length == 0 || length > UINT32_MAX) {
        tape.faulty = 1;
        return tape;
    }
    try {
        rapidjson::MemoryStream stream(bytes, length);
        Handler handler;
        handler.stream = &stream;
        handler.maximumNodes = max_nodes;
        rapidjson::Reader reader;
        const unsigned flags = rapidjson::kParseStopWhenDoneFlag | rapidjson::kParseIterativeFlag
            | rapidjson::kParseNumbersAsStringsFlag;
        const rapidjson::ParseResult result = reader.Parse<flags>(stream, handler);
        tape.faulty = result.IsError() ? 1 : 0;
        tape.end = result.IsError() ? result.Offset() : stream.Tell();
        if (result.IsError()) {
            dropDanglingKey(handler.nodes);
            while (!handler.open.empty()) {
                twinstore_json_node &container = handler.nodes[handler.open.back()];
                container.next = static_cast<uint32_t>(handler.nodes.size());
                handler.open.pop_back();
            }
        }
        tape.count = handler.nodes.size();
        tape.text_length = handler.text.size();
        if (tape.count > 0) {
            tape.nodes = static_cast<twinstore_json_node *>(std::malloc(tape.count * sizeof *tape.nodes));
            tape.text = static_cast<char *>(std::malloc(tape.text_length + 1));
            if (tape.nodes == nullptr || tape.text == nullptr) throw std::bad_alloc();
            std::memcpy(tape.nodes, handler.nodes.data(), tape.count * sizeof *tape.nodes);
            std::memcpy(tape.text, handler.text.data(), tape.text_length);
        }
    } catch (const std::bad_alloc &) {
        twinstore_json_free(tape);
        std::memset(&tape, 0, sizeof tape);
        tape.faulty = 1;
    }
    return tape;
}

extern "C" void twinstore_json_free(struct twinstore_json_tape tape) {
    std::free(tape.nodes);
    std::free(tape.text);
}
