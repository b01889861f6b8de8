// Kills the process when it says that it works on one item: what an item does that crashes its reader.
//
// KILL_ON_MARK is what the mark says of the item, in hexadecimal: its hash, or up to 32 other bytes. KILL_ON_FILE is how the
// mark's file name ends. The mark is written first, as it would be. Only writes at a position are looked at: marks are
// written that way.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static unsigned char item[32];
static int size = -1;

static void prepare(void) {
  const char *text = getenv("KILL_ON_MARK");
  int count = 0;
  while (text && count < 32 && sscanf(text + 2 * count, "%2hhx", &item[count]) == 1) count++;
  size = count;
}

static int isMarkFile(int file) {
  char link[64], path[512];
  const char *ending = getenv("KILL_ON_FILE");
  if (!ending) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path);
  size_t wanted = strlen(ending);
  return length >= (ssize_t)wanted && memcmp(path + length - wanted, ending, wanted) == 0;
}

static void look(int file, const void *bytes, size_t count) {
  if (size < 0) prepare();
  if (size > 0 && memmem(bytes, count, item, size) && isMarkFile(file)) kill(getpid(), SIGKILL);
}

typedef ssize_t (*Write)(int, const void *, size_t, off_t);

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
  static Write next;
  if (!next) next = (Write)dlsym(RTLD_NEXT, "pwrite");
  ssize_t written = next(file, bytes, count, offset);
  look(file, bytes, count);
  return written;
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off_t offset) {
  static Write next;
  if (!next) next = (Write)dlsym(RTLD_NEXT, "pwrite64");
  ssize_t written = next(file, bytes, count, offset);
  look(file, bytes, count);
  return written;
}
