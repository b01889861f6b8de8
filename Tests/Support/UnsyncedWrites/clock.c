/* Sets the clock that people read by (CLOCK_REALTIME) back and forth for one process: a library to be loaded before others (LD_PRELOAD).
 *
 *   cc -shared -fPIC -O1 -o clock.so clock.c -ldl
 *   CLOCK_OFFSET=FILE LD_PRELOAD=$PWD/clock.so news-producer …
 *
 * While FILE exists, the process's clock differs by as many seconds as FILE says. Other clocks go on as they are.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long long offset(void) {
  char text[32];
  const char *file = getenv("CLOCK_OFFSET");
  int fd = file ? open(file, O_RDONLY | O_CLOEXEC) : -1;
  if (fd < 0) return 0;
  ssize_t count = read(fd, text, sizeof text - 1);
  close(fd);
  if (count < 0) return 0;
  text[count] = 0;
  return atoll(text);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  int (*next)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
  int code = next ? next(clock, now) : -1;
  if (code == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += offset();
  return code;
}

int gettimeofday(struct timeval *now, void *zone) {
  struct timespec time;
  (void)zone;
  if (clock_gettime(CLOCK_REALTIME, &time) != 0) return -1;
  now->tv_sec = time.tv_sec;
  now->tv_usec = time.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *result) {
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
  if (result) *result = now.tv_sec;
  return now.tv_sec;
}
