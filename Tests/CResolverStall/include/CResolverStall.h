// Replaces libc's getaddrinfo in a test process: the lookup of "stall.test" takes 20 seconds, all others are libc's.
#ifndef CRESOLVERSTALL_H
#define CRESOLVERSTALL_H

/// How many lookups of "stall.test" have begun.
int resolver_stall_begun(void);

#endif
