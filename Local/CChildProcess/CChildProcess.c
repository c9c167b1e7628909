#define _GNU_SOURCE

#include "CChildProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/// The part of it that runs in the new process, which has our memory until it is another program: it calls the system and nothing else.
static int become(const char *path, char *const arguments[], char *const environment[], const char *folder, int empty, pid_t parent) {
    struct sigaction action = {.sa_handler = SIG_DFL};
    for (int number = 1; number < NSIG; number++) sigaction(number, &action, NULL);
    sigset_t none;
    sigemptyset(&none);
    if (setpgid(0, 0) || prctl(PR_SET_PDEATHSIG, SIGKILL) || getppid() != parent) return errno ? errno : ESRCH;
    if (chdir(folder) || dup2(empty, STDIN_FILENO) < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0) return errno;
    // Closes when the program starts: until then the descriptors are of use to nobody else.
    close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(path, arguments, environment);
    return errno;
}

int child_process_start(const char *path, char *const arguments[], char *const environment[], const char *folder, pid_t *process) {
    int empty = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (empty < 0) return errno;
    // No handler of ours may run in the new process.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    volatile int error = 0;
    pid_t parent = getpid();
    pid_t child = vfork();
    if (child == 0) {
        errno = 0;
        error = become(path, arguments, environment, folder, empty, parent);
        _exit(127);
    }
    if (child < 0) error = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(empty);
    if (child > 0 && error) waitpid(child, NULL, 0);
    if (!error) *process = child;
    return error;
}

const char *child_process_signal_name(int signal) { return sigdescr_np(signal); }
