#ifndef POSTROOM_CCRYPTO_H
#define POSTROOM_CCRYPTO_H

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#endif
