#ifndef TWINSTORE_CTOMLPLUSPLUS_H
#define TWINSTORE_CTOMLPLUSPLUS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Called for every scalar of a document: its dotted path (`plugins."io.containerd.grpc.v1.cri".x`; elements of an
/// array share their array's path), its value as text of `length` bytes, and its line, from 1. Returns 0 to go on.
typedef int (*twinstore_toml_visitor)(
    void *context, const char *path, const char *value, size_t length, uint32_t line);

/// Reads a TOML document. Returns 0, or the line of the first fault, with a message in `message`.
uint32_t twinstore_toml_parse(
    const char *bytes, size_t length, void *context, twinstore_toml_visitor visit, char *message,
    size_t message_capacity);

#ifdef __cplusplus
}
#endif
#endif
