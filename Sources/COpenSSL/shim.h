// libcrypto made callable from Swift, which sees neither its macros nor its variadic functions. No logic.
#ifndef OCCM_COPENSSL_SHIM_H
#define OCCM_COPENSSL_SHIM_H

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#if OPENSSL_VERSION_NUMBER < 0x30000000L
#error "occm needs OpenSSL 3.0 or newer (Debian 12: apt-get install libssl-dev)"
#endif

static inline EVP_PKEY *EVP_PKEY_generate_p256(void) {
    return EVP_EC_gen("P-256");
}

/// The bytes stay the BIO's.
static inline long BIO_memory(BIO *bio, char **bytes) {
    return BIO_get_mem_data(bio, bytes);
}

static inline STACK_OF(X509) *X509_stack_new(void) {
    return sk_X509_new_null();
}

/// The stack takes the certificate over, unless it returns 0.
static inline int X509_stack_push(STACK_OF(X509) *stack, X509 *certificate) {
    return sk_X509_push(stack, certificate);
}

static inline void X509_stack_free(STACK_OF(X509) *stack) {
    sk_X509_pop_free(stack, X509_free);
}

/// Adds an extension in the notation of x509v3_config(5).
static inline int X509_add_extension(X509 *certificate, X509 *issuer, int nid, const char *value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
    X509V3_set_ctx_nodb(&context);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    int added = extension && X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    return added;
}

#endif
