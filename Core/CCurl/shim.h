#ifndef POSTROOM_CCURL_H
#define POSTROOM_CCURL_H

#include <curl/curl.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

// curl's setters and getters take variable arguments, which Swift cannot call.

static inline CURLcode postroom_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode postroom_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode postroom_curl_set_string(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode postroom_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode postroom_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

/// For CURLOPT_WRITEFUNCTION, CURLOPT_READFUNCTION and CURLOPT_HEADERFUNCTION.
static inline CURLcode postroom_curl_set_transfer(
    CURL *handle, CURLoption option, size_t (*function)(char *bytes, size_t size, size_t count, void *context)) {
    return curl_easy_setopt(handle, option, function);
}

static inline CURLcode postroom_curl_set_seek(CURL *handle, int (*function)(void *context, curl_off_t offset, int origin)) {
    return curl_easy_setopt(handle, CURLOPT_SEEKFUNCTION, function);
}

static inline CURLcode postroom_curl_set_trailers(CURL *handle, int (*function)(struct curl_slist **list, void *context)) {
    return curl_easy_setopt(handle, CURLOPT_TRAILERFUNCTION, function);
}

static inline CURLcode postroom_curl_set_ssl_context(CURL *handle, CURLcode (*function)(CURL *handle, void *ssl_context, void *context)) {
    return curl_easy_setopt(handle, CURLOPT_SSL_CTX_FUNCTION, function);
}

static inline CURLcode postroom_curl_set_before_request(
    CURL *handle, int (*function)(void *context, char *remote, char *local, int remote_port, int local_port)) {
    return curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, function);
}

static inline CURLcode postroom_curl_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode postroom_curl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode postroom_curl_get_pointer(CURL *handle, CURLINFO info, void **value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLMcode postroom_curl_multi_set_long(CURLM *handle, CURLMoption option, long value) {
    return curl_multi_setopt(handle, option, value);
}

/// The easy handle of a finished transfer; the result is a union in C.
static inline CURLcode postroom_curl_result(const CURLMsg *message) {
    return message->data.result;
}

#endif
