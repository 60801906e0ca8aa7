#include <stddef.h>

// glibc's string.h has it only with _GNU_SOURCE, and whether Swift's module Glibc was built with that differs by machine.
void *memmem(const void *haystack, size_t haystack_size, const void *needle, size_t needle_size);
