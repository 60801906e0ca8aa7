#ifndef TWINSTORE_CRAPIDJSON_H
#define TWINSTORE_CRAPIDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a node of the tape is.
enum twinstore_json_kind {
    twinstore_json_null = 0,
    twinstore_json_false = 1,
    twinstore_json_true = 2,
    /// Number, kept as the text it was written as.
    twinstore_json_number = 3,
    twinstore_json_string = 4,
    /// Key of the value that follows it.
    twinstore_json_key = 5,
    twinstore_json_array = 6,
    twinstore_json_object = 7,
};

/// One node of a parsed text, in document order; a container is followed by its contents.
struct twinstore_json_node {
    /// Start of the text of a string, key or number in `twinstore_json_tape.text`.
    uint32_t offset;
    /// Bytes of that text; for a container, the number of members.
    uint32_t length;
    /// Index of the node after this one and everything inside it.
    uint32_t next;
    /// Offset in the input where the node began, for line numbers.
    uint32_t position;
    uint8_t kind;
};

struct twinstore_json_tape {
    struct twinstore_json_node *nodes;
    size_t count;
    char *text;
    size_t text_length;
    /// 0 where the whole text was read; otherwise the tape holds what came before the fault,
    /// every open container closed there.
    int faulty;
    /// Offset of the first byte that was not read (of the fault, where faulty).
    size_t end;
};

/// Reads one JSON value from the start of `bytes`, at most 64 levels deep and `max_nodes` nodes.
/// Never fails: what came before a fault is kept. The tape is freed with twinstore_json_free.
struct twinstore_json_tape twinstore_json_parse(const char *bytes, size_t length, size_t max_nodes);
void twinstore_json_free(struct twinstore_json_tape tape);

#ifdef __cplusplus
}
#endif
#endif
