#include "CurlBaseline.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

// Every request of this benchmark arrives in one piece and ends with its empty line.
static void *serve(void *context) {
    int connection = (int)(intptr_t)context;
    char request[4096];
    size_t length = 0;
    ssize_t count;
    while ((count = recv(connection, request + length, sizeof request - length, 0)) > 0) {
        length += (size_t)count;
        if (length >= 4 && memcmp(request + length - 4, "\r\n\r\n", 4) == 0) {
            if (send(connection, answer, sizeof answer - 1, MSG_NOSIGNAL) < 0) break;
            length = 0;
        }
    }
    close(connection);
    return NULL;
}

static void *accept_all(void *context) {
    int listener = (int)(intptr_t)context, one = 1, connection;
    while ((connection = accept(listener, NULL, NULL)) >= 0) {
        setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        pthread_t thread;
        if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)connection) == 0) pthread_detach(thread);
    }
    return NULL;
}

uint16_t baseline_server_start(void) {
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    pthread_t thread;
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, length) != 0 || listen(listener, 128) != 0 ||
        getsockname(listener, (struct sockaddr *)&address, &length) != 0 ||
        pthread_create(&thread, NULL, accept_all, (void *)(intptr_t)listener) != 0)
        return 0;
    pthread_detach(thread);
    return ntohs(address.sin_port);
}

static size_t discard(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes, (void)context;
    return size * count;
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int baseline_requests(const char *url, int count, int64_t *nanoseconds) {
    CURL *easy = curl_easy_init();
    if (!easy) return CURLE_OUT_OF_MEMORY;
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, discard);
    CURLcode code = CURLE_OK;
    for (int request = 0; request < count && code == CURLE_OK; request++) {
        int64_t began = now();
        code = curl_easy_perform(easy);
        nanoseconds[request] = now() - began;
    }
    curl_easy_cleanup(easy);
    return (int)code;
}

const char *baseline_libcurl_version(void) { return curl_version_info(CURLVERSION_NOW)->version; }
