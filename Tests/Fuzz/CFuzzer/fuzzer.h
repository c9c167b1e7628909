#ifndef POSTROOM_CFUZZER_H
#define POSTROOM_CFUZZER_H

#include <stddef.h>
#include <stdint.h>

/// libFuzzer's loop: https://llvm.org/docs/LibFuzzer.html#using-libfuzzer-as-a-library
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*test)(const uint8_t *data, size_t size));

#endif
