#define _GNU_SOURCE
#include "Spawn.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void run(char *const arguments[], char *const environment[], int output) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0 || dup2(output, STDERR_FILENO) < 0)
        return;
    execvpe(arguments[0], arguments, environment);
    perror(arguments[0]);
}

pid_t spawn(char *const arguments[], char *const environment[], int output) {
    pid_t process = fork();
    if (process == 0) {
        run(arguments, environment, output);
        _exit(127);
    }
    return process;
}
