#ifndef POSTROOM_CRASH_REPORT_H
#define POSTROOM_CRASH_REPORT_H

#include <stddef.h>

// Tells the Runtime API that the process dies, from the signal handler. A Swift trap cannot be caught; Lambda alone would only say
// "Runtime.ExitError". The handler uses nothing but system calls that are safe there: everything is prepared before.

/// What one invocation loop has prepared: a connection to the Runtime API, and the request.
typedef struct postroom_crash_slot postroom_crash_slot;

/// Makes a slot for the Runtime API at host and port, and connects. Never freed: a slot lives as long as the process. NULL without memory.
postroom_crash_slot *postroom_crash_slot_make(const char *host, const char *port);

/// From here on a crash is reported as the error of this path, such as "/2018-06-01/runtime/init/error". Opens the connection anew when the
/// server has closed it. A path longer than 400 bytes is not armed. The id is for the log line.
void postroom_crash_slot_arm(postroom_crash_slot *slot, const char *path, size_t path_length, const char *request_id, size_t request_id_length);

/// From here on a crash is not reported: somebody answers already. The log line of a crash still names the request.
void postroom_crash_slot_answered(postroom_crash_slot *slot);

/// From here on a crash is nobody's error.
void postroom_crash_slot_disarm(postroom_crash_slot *slot);

/// Sends a whole request on the slot's connection, from an ordinary thread, and waits for nothing: one that a socket's buffer does not hold is
/// not sent. 0 when it was written.
int postroom_crash_slot_send(postroom_crash_slot *slot, const char *request, size_t length);

/// Whether there is an answer to what was sent, or none to wait for.
int postroom_crash_slot_has_answer(const postroom_crash_slot *slot);

/// Installs the handlers of SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT and SIGSYS.
void postroom_crash_install(int logs_json);

/// Gives the calling thread a stack for the handler, so that a stack overflow is reported too.
void postroom_crash_use_own_stack(void);

#endif
