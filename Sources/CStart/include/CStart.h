#ifndef TWINSTORE_CSTART_H
#define TWINSTORE_CSTART_H

/// How many words the process was started with, the program's name among them.
int twinstore_argument_count(void);

/// One of these words; null where there is none of that number.
const char *twinstore_argument(int number);

#endif
