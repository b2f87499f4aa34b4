#define _GNU_SOURCE
#include "CResolverStall.h"
#include <dlfcn.h>
#include <netdb.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

static atomic_int begun;

int resolver_stall_begun(void) {
    return atomic_load(&begun);
}

typedef int (*lookup)(const char *, const char *, const struct addrinfo *, struct addrinfo **);

// The dynamic linker finds the executable's definition before libc's, for libcurl's calls too.
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **result) {
    if (node && strcmp(node, "stall.test") == 0) {
        atomic_fetch_add(&begun, 1);
        struct timespec left = { 20, 0 };
        while (nanosleep(&left, &left) != 0) {}
        return EAI_NONAME;
    }
    lookup next = (lookup)dlsym(RTLD_NEXT, "getaddrinfo");
    return next ? next(node, service, hints, result) : EAI_FAIL;
}
