#ifndef CCHILDPROCESS_H
#define CCHILDPROCESS_H

#include <sys/types.h>

/// Starts a program in a process group of its own, in the directory `folder`. Its standard input is empty, its standard output and error are
/// our standard error, and it has no other files of ours. It gets SIGKILL when the thread that calls this ends, and so when this process does,
/// in whatever way. Foundation's Process and posix_spawn(3) have nothing for that.
///
/// Returns 0 and sets `process`, or returns the error number.
int child_process_start(const char *path, char *const arguments[], char *const environment[], const char *folder, pid_t *process);

/// What a signal does, such as "Killed"; NULL for a number that is none.
const char *child_process_signal_name(int signal);

#endif
