// The functions of SHA-256 itself. EVP_Digest, which OpenSSL would rather see used, needs every algorithm that there is and
// the loading of modules: 5 MB of a static program.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
