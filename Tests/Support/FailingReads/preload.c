// Makes a file unreadable from some byte on, as a disk with a bad place does.
//
// FAILING_READ is how the file's name ends, FAILING_READ_AT the first byte that cannot be read.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int isFailingFile(int file) {
  char link[64], path[512];
  const char *ending = getenv("FAILING_READ");
  if (!ending) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path);
  size_t wanted = strlen(ending);
  return length >= (ssize_t)wanted && memcmp(path + length - wanted, ending, wanted) == 0;
}

typedef ssize_t (*Read)(int, void *, size_t);

ssize_t read(int file, void *bytes, size_t count) {
  static Read next;
  if (!next) next = (Read)dlsym(RTLD_NEXT, "read");
  const char *text = getenv("FAILING_READ_AT");
  if (!text || !isFailingFile(file)) return next(file, bytes, count);
  off_t left = atoll(text) - lseek(file, 0, SEEK_CUR);
  if (left > 0) return next(file, bytes, (off_t)count < left ? count : (size_t)left);
  errno = EIO;
  return -1;
}
