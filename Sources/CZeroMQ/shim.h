#include <malloc.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <zmq.h>

/// Names the calling thread. Declared here because the system header shows it only to GNU C sources.
extern int pthread_setname_np(pthread_t thread, const char *name);
