// For what POSIX does not have: the folder, and closing everything else.
#define _GNU_SOURCE

#include "CSpawn.h"

#include <fcntl.h>
#include <spawn.h>

int spawn_child(
    pid_t *id, const char *path, char *const *arguments, char *const *environment, const char *folder,
    const char *input, const char *output, const char *errors
) {
    const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_APPEND;
    posix_spawn_file_actions_t actions;
    int problem = posix_spawn_file_actions_init(&actions);
    if (problem) return problem;
    problem = posix_spawn_file_actions_addchdir_np(&actions, folder);
    if (!problem) problem = posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0);
    if (!problem) problem = posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0600);
    if (!problem)
        problem = errors ? posix_spawn_file_actions_addopen(&actions, 2, errors, flags, 0600)
                         : posix_spawn_file_actions_adddup2(&actions, 1, 2);
    if (!problem) problem = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    if (!problem) problem = posix_spawn(id, path, &actions, NULL, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    return problem;
}
