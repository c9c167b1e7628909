#include "CCrashReport.h"

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define MAX_SLOTS 1024
#define MAX_PATH 400
#define MAX_ID 128
#define MAX_TAIL 700
// How long a crash waits for all answers together.
#define PATIENCE_MS 200

struct postroom_crash_slot {
    struct sockaddr_storage address;
    socklen_t address_length;
    char host[280];
    atomic_int socket;
    atomic_int is_armed;
    // Whether the id is that of the invocation that the loop works on.
    atomic_int is_named;
    char line[MAX_PATH + 32];
    size_t line_length;
    char id[MAX_ID + 1];
};

typedef struct {
    int number;
    const char *name;
    const char *meaning;
} crash_signal;

static const crash_signal signals[] = {
    {SIGILL, "SIGILL", "a trap, such as an index out of range or a nil that was unwrapped"},
    {SIGTRAP, "SIGTRAP", "a trap, such as an index out of range or a nil that was unwrapped"},
    {SIGSEGV, "SIGSEGV", "a bad memory access or a stack overflow"},
    {SIGBUS, "SIGBUS", "a bad memory access"},
    {SIGFPE, "SIGFPE", "an arithmetic error"},
    {SIGABRT, "SIGABRT", "an abort"},
    {SIGSYS, "SIGSYS", "a forbidden system call"},
};
#define SIGNALS (sizeof signals / sizeof signals[0])

static postroom_crash_slot *slots[MAX_SLOTS];
static atomic_int slot_count;
/// Everything behind the request line, one for each signal: it does not change from invocation to invocation.
static char tails[SIGNALS][MAX_TAIL];
static size_t tail_lengths[SIGNALS];
static atomic_int is_crashing;
static int is_json;
/// The slot of the thread's own loop.
static _Thread_local postroom_crash_slot *own_slot;

static int connect_slot(const postroom_crash_slot *slot) {
    int fd = socket(slot->address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return -1;
    // Bounds the connecting too: whoever reports has no time for a server that is not there.
    struct timeval limit = {.tv_usec = 100000};
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    if (connect(fd, (const struct sockaddr *)&slot->address, slot->address_length) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

postroom_crash_slot *postroom_crash_slot_make(const char *host, const char *port) {
    postroom_crash_slot *slot = calloc(1, sizeof *slot);
    if (slot == NULL) return NULL;
    atomic_store(&slot->socket, -1);
    snprintf(slot->host, sizeof slot->host, "%s:%s", host, port);
    // Lambda names it by its address; asking for that alone spares the resolver's start.
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV | AI_NUMERICHOST};
    struct addrinfo *found = NULL;
    int status = getaddrinfo(host, port, &hints, &found);
    if (status != 0) {
        hints.ai_flags = AI_NUMERICSERV;
        status = getaddrinfo(host, port, &hints, &found);
    }
    if (status == 0) {
        // The first address that answers.
        for (struct addrinfo *entry = found; entry != NULL; entry = entry->ai_next) {
            if (entry->ai_addrlen > sizeof slot->address) continue;
            memcpy(&slot->address, entry->ai_addr, entry->ai_addrlen);
            slot->address_length = entry->ai_addrlen;
            int fd = connect_slot(slot);
            atomic_store(&slot->socket, fd);
            if (fd >= 0) break;
        }
        freeaddrinfo(found);
    }
    int index = atomic_fetch_add(&slot_count, 1);
    if (index >= MAX_SLOTS) {
        atomic_fetch_sub(&slot_count, 1);
        return slot;
    }
    slots[index] = slot;
    return slot;
}

/// Whether the kept connection is still open: it has nothing to read then.
static int is_open(int fd) {
    char byte;
    return fd >= 0 && recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

static void keep_open(postroom_crash_slot *slot) {
    int fd = atomic_load(&slot->socket);
    if (is_open(fd)) return;
    if (fd >= 0) close(fd);
    atomic_store(&slot->socket, connect_slot(slot));
}

void postroom_crash_slot_arm(
    postroom_crash_slot *slot, const char *path, size_t path_length, const char *request_id, size_t request_id_length) {
    if (slot == NULL || path_length > MAX_PATH) return;
    keep_open(slot);
    size_t length = 0;
    memcpy(slot->line, "POST ", 5);
    length += 5;
    memcpy(slot->line + length, path, path_length);
    length += path_length;
    memcpy(slot->line + length, " HTTP/1.1\r\n", 11);
    slot->line_length = length + 11;
    size_t kept = request_id_length < MAX_ID ? request_id_length : MAX_ID;
    if (kept > 0) memcpy(slot->id, request_id, kept);
    slot->id[kept] = 0;
    own_slot = slot;
    atomic_store(&slot->is_named, 1);
    atomic_store(&slot->is_armed, 1);
}

void postroom_crash_slot_answered(postroom_crash_slot *slot) {
    if (slot != NULL) atomic_store(&slot->is_armed, 0);
}

void postroom_crash_slot_disarm(postroom_crash_slot *slot) {
    if (slot == NULL) return;
    atomic_store(&slot->is_armed, 0);
    atomic_store(&slot->is_named, 0);
}

/// Writes all at once, with the flag that a closed connection raises no SIGPIPE.
static int send_all(int fd, const struct iovec *parts, int count) {
    struct msghdr message = {.msg_iov = (struct iovec *)parts, .msg_iovlen = (size_t)count};
    size_t length = 0;
    for (int i = 0; i < count; i++) length += parts[i].iov_len;
    ssize_t written;
    do written = sendmsg(fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    while (written < 0 && errno == EINTR);
    // A request fits a socket's buffer; one that did not go out whole is as good as not sent.
    return written == (ssize_t)length ? 0 : -1;
}

static int send_on_slot(postroom_crash_slot *slot, const struct iovec *parts, int count) {
    keep_open(slot);
    int fd = atomic_load(&slot->socket);
    return fd >= 0 ? send_all(fd, parts, count) : -1;
}

/// Waits for the answer, so that the report is taken before the process is gone.
static void await_answer(postroom_crash_slot *slot, int milliseconds) {
    int fd = atomic_load(&slot->socket);
    if (fd < 0) return;
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    poll(&wait, 1, milliseconds > 0 ? milliseconds : 0);
}

int postroom_crash_slot_send(postroom_crash_slot *slot, const char *request, size_t length) {
    if (slot == NULL) return -1;
    struct iovec part = {.iov_base = (void *)request, .iov_len = length};
    return send_on_slot(slot, &part, 1);
}

int postroom_crash_slot_has_answer(const postroom_crash_slot *slot) {
    int fd = slot == NULL ? -1 : atomic_load(&slot->socket);
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    return fd < 0 || poll(&wait, 1, 0) != 0;
}

// MARK: - In the signal handler

typedef struct {
    char bytes[512];
    size_t length;
} line_buffer;

static void append(line_buffer *line, const char *text) {
    while (*text != 0 && line->length < sizeof line->bytes) line->bytes[line->length++] = *text++;
}

static void log_crash(const crash_signal *signal, const char *id) {
    line_buffer line = {.length = 0};
    append(&line, is_json ? "{\"level\":\"FATAL\",\"message\":\"the process crashed: " : "FATAL the process crashed: ");
    append(&line, signal->name);
    append(&line, ", ");
    append(&line, signal->meaning);
    if (id[0] != 0) {
        append(&line, is_json ? "\",\"requestId\":\"" : " requestId=");
        append(&line, id);
    }
    append(&line, is_json ? "\"}\n" : "\n");
    ssize_t written = write(STDERR_FILENO, line.bytes, line.length);
    (void)written;
}

/// The request that the crashed thread worked on, or else any that is in flight.
static const char *crashed_id(int count) {
    if (own_slot != NULL && atomic_load(&own_slot->is_named)) return own_slot->id;
    for (int i = 0; i < count; i++) {
        if (slots[i] != NULL && atomic_load(&slots[i]->is_named)) return slots[i]->id;
    }
    return "";
}

static long now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void on_crash(int number) {
    int error = errno;
    if (atomic_exchange(&is_crashing, 1)) {
        // Another thread reports already; the process ends when it is done.
        struct timespec second = {.tv_sec = 1};
        nanosleep(&second, NULL);
    } else {
        size_t kind = 0;
        while (kind < SIGNALS - 1 && signals[kind].number != number) kind++;
        int count = atomic_load(&slot_count);
        for (int i = 0; i < count; i++) {
            postroom_crash_slot *slot = slots[i];
            if (slot == NULL || !atomic_load(&slot->is_armed)) continue;
            struct iovec parts[] = {{slot->line, slot->line_length}, {tails[kind], tail_lengths[kind]}};
            send_on_slot(slot, parts, 2);
        }
        log_crash(&signals[kind], crashed_id(count));
        long until = now_ms() + PATIENCE_MS;
        for (int i = 0; i < count; i++) {
            if (slots[i] != NULL && atomic_load(&slots[i]->is_armed)) await_answer(slots[i], (int)(until - now_ms()));
        }
    }
    // The process dies by the same signal, so that Lambda and a debugger see what happened.
    signal(number, SIG_DFL);
    raise(number);
    errno = error;
}

void postroom_crash_install(int logs_json) {
    is_json = logs_json;
    const char *host = atomic_load(&slot_count) > 0 && slots[0] != NULL ? slots[0]->host : "localhost";
    for (size_t i = 0; i < SIGNALS; i++) {
        char body[300];
        int size = snprintf(
            body, sizeof body,
            "{\"errorType\":\"Function.Crash\",\"errorMessage\":\"the process crashed: %s, %s\",\"stackTrace\":[],\"cause\":[]}",
            signals[i].name, signals[i].meaning);
        int length = snprintf(
            tails[i], MAX_TAIL,
            "Host: %s\r\nUser-Agent: postroom\r\nContent-Type: application/json\r\nLambda-Runtime-Function-Error-Type: Function.Crash\r\n"
            "Connection: close\r\nContent-Length: %d\r\n\r\n%s",
            host, size, body);
        tail_lengths[i] = (size_t)(length < MAX_TAIL ? length : MAX_TAIL - 1);
        struct sigaction action = {.sa_handler = on_crash, .sa_flags = SA_ONSTACK};
        sigemptyset(&action.sa_mask);
        sigaction(signals[i].number, &action, NULL);
    }
}

void postroom_crash_use_own_stack(void) {
    stack_t stack = {.ss_size = 64 << 10};
    stack.ss_sp = malloc(stack.ss_size);
    if (stack.ss_sp != NULL) sigaltstack(&stack, NULL);
}
