// Starts programs so that their memory can be measured.
#ifndef SPAWN_H
#define SPAWN_H

#include <sys/types.h>

/// Starts a program, found in PATH unless it is a path, with nothing to read; what it writes, to standard error too, goes
/// to `output`. Arguments and environment end with NULL. Returns the process, or -1.
///
/// Not posix_spawn: that lends the child this process's memory until it runs the program, and Linux counts a lent page as
/// the child's own in `ru_maxrss`.
pid_t spawn(char *const arguments[], char *const environment[], int output);

#endif
