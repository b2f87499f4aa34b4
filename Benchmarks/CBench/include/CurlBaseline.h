// What the transport is measured against: plain C libcurl, and a server whose own time is small and steady.
#ifndef CURLBASELINE_H
#define CURLBASELINE_H

#include <stdint.h>

/// Starts a server on 127.0.0.1 that answers each request on each connection with 200 and two bytes, until the process
/// ends. Returns its port, or 0.
uint16_t baseline_server_start(void);

/// Sends `count` GET requests one after another with one easy handle on one kept-alive connection, and writes how many
/// nanoseconds each took. Returns 0, or libcurl's error.
int baseline_requests(const char *url, int count, int64_t *nanoseconds);

/// The version of the libcurl that is loaded: `7.88.1`.
const char *baseline_libcurl_version(void);

#endif
