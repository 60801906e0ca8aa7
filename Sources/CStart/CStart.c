// What Swift's runtime asks /proc for, so that a static program also runs where nothing is mounted there.

#include "CStart.h"

#include <stdlib.h>
#include <unistd.h>

static int count;
static char **words;

int twinstore_argument_count(void) { return count; }

const char *twinstore_argument(int number) { return number >= 0 && number < count ? words[number] : 0; }

// glibc gives constructors what it gives main, in static programs too (csu/libc-start.c, call_init). 101 is the first
// priority that is not the system's own: before every constructor of Swift's runtime.
__attribute__((constructor(101))) static void start(int argc, char **argv) {
    count = argc;
    words = argv;
    // The runtime looks for the program that prints backtraces beside /proc/self/exe, and aborts where it cannot read
    // that, unless it is told where to look (stdlib/public/runtime/Backtrace.cpp, Paths.cpp; docs/Backtracing.rst).
    char target;
    if (readlink("/proc/self/exe", &target, 1) < 0) setenv("SWIFT_BACKTRACE", "enable=no,swift-backtrace=/", 1);
}
