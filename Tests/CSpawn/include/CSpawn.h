#pragma once

#include <sys/types.h>

/// Starts a process in a folder. Its input is read from `input`, its output goes to the file `output` and its errors to
/// `errors`, or to its output if that is null. It gets no other file that is open.
///
/// Returns 0, or what `posix_spawn` says.
int spawn_child(
    pid_t *id, const char *path, char *const *arguments, char *const *environment, const char *folder,
    const char *input, const char *output, const char *errors
);
