/* Makes writes that were not synced able to vanish, as at a power cut: a library to be loaded before others (LD_PRELOAD).
 *
 * Every change below one folder goes to the file at once, so that the process and others see it, and is recorded in a journal until
 * fsync or fdatasync of the file (or, for names, of its folder). After the process was killed, `restore` takes back what a disk
 * might have lost. Usage, also from a shell script around a whole service:
 *
 *   cc -shared -fPIC -O1 -o preload.so preload.c -ldl -lpthread
 *   cc -O1 -o restore restore.c
 *   mkdir data journal
 *   UNSYNCED_WRITES_FOLDER=$PWD/data UNSYNCED_WRITES_JOURNAL=$PWD/journal LD_PRELOAD=$PWD/preload.so news-producer --data data …
 *   kill -9 <its pid>
 *   ./restore data journal none     # or all, or a number: some of the changes, chosen by this seed
 *
 * More faults, by their number in the process's life (1 is the first); for these alone the journal can be left out:
 *   UNSYNCED_WRITES_FAIL_SYNC=N    the Nth sync of a file answers EIO and syncs nothing
 *   UNSYNCED_WRITES_FAIL_WRITE=N   the Nth write answers EIO and writes nothing
 *   UNSYNCED_WRITES_KILL_SYNC=N    the process kills itself before the Nth sync of a file; -N: after it
 *   UNSYNCED_WRITES_SYNCS_OF=NAME  of syncs, only those of files of this name are counted
 *   UNSYNCED_WRITES_FULL_AFTER=B   writes that would make the files grow by more than B bytes in all answer ENOSPC
 *   UNSYNCED_WRITES_ROOM=FILE      while FILE exists, the files of a folder may take up as many bytes as FILE says, no more
 *   UNSYNCED_WRITES_QUOTA=1        where there is no room the answer is EDQUOT instead: a quota is used up, not the disk
 *
 * What it does not see: writes through mmap. SQLite writes so to its -shm file only, which is rebuilt; `restore` deletes it.
 * Both folders must lie on one file system, and one process at a time may use a journal folder. Folders made below the folder are not taken back.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "journal.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char folder[PATH_MAX];
static char journal[PATH_MAX];
static char room[PATH_MAX];
static long fail_sync;
static long fail_write;
static long kill_sync;
static const char *syncs_of;
static long long full_after = -1;
static int no_room = ENOSPC;
static long syncs;
static long writes;
static long long grown;

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) {
  void *symbol = dlsym(RTLD_NEXT, name);
  if (!symbol) abort();
  return symbol;
}

__attribute__((constructor)) static void prepare(void) {
  const char *from = getenv("UNSYNCED_WRITES_FOLDER");
  const char *to = getenv("UNSYNCED_WRITES_JOURNAL");
  if (!from || !realpath(from, folder)) folder[0] = 0;
  if (!to) journal[0] = 0;
  else if (!realpath(to, journal)) abort();
  if (getenv("UNSYNCED_WRITES_ROOM")) snprintf(room, sizeof room, "%s", getenv("UNSYNCED_WRITES_ROOM"));
  if (getenv("UNSYNCED_WRITES_FAIL_SYNC")) fail_sync = atol(getenv("UNSYNCED_WRITES_FAIL_SYNC"));
  if (getenv("UNSYNCED_WRITES_FAIL_WRITE")) fail_write = atol(getenv("UNSYNCED_WRITES_FAIL_WRITE"));
  if (getenv("UNSYNCED_WRITES_KILL_SYNC")) kill_sync = atol(getenv("UNSYNCED_WRITES_KILL_SYNC"));
  syncs_of = getenv("UNSYNCED_WRITES_SYNCS_OF");
  if (getenv("UNSYNCED_WRITES_FULL_AFTER")) full_after = atoll(getenv("UNSYNCED_WRITES_FULL_AFTER"));
  if (getenv("UNSYNCED_WRITES_QUOTA")) no_room = EDQUOT;
}

/* Whether the file or folder at an absolute path lies below the folder, and matters. */
static int is_watched(const char *path) {
  size_t count = strlen(folder);
  if (count == 0 || strncmp(path, folder, count) != 0 || (path[count] != '/' && path[count] != 0)) return 0;
  size_t end = strlen(path);
  return end < 4 || strcmp(path + end - 4, "-shm") != 0;
}

/* The status of a watched file or folder; 0 for others. */
static int watched(int fd, struct stat *status) {
  char link[64], path[PATH_MAX];
  if (!folder[0]) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t count = readlink(link, path, sizeof path - 1);
  if (count <= 0) return 0;
  path[count] = 0;
  return is_watched(path) && fstat(fd, status) == 0 && (S_ISREG(status->st_mode) || S_ISDIR(status->st_mode));
}

/* Splits the absolute form of `path` into folder and name; answers whether it is watched. The name itself is not followed. */
static int split(int at, const char *path, char parent[PATH_MAX], char name[NAME_MAX + 1]) {
  char whole[PATH_MAX * 2], link[64];
  if (!folder[0]) return 0;
  if (path[0] == '/') {
    snprintf(whole, sizeof whole, "%s", path);
  } else {
    char base[PATH_MAX];
    if (at == AT_FDCWD) {
      if (!getcwd(base, sizeof base)) return 0;
    } else {
      snprintf(link, sizeof link, "/proc/self/fd/%d", at);
      ssize_t count = readlink(link, base, sizeof base - 1);
      if (count <= 0) return 0;
      base[count] = 0;
    }
    snprintf(whole, sizeof whole, "%s/%s", base, path);
  }
  char *slash = strrchr(whole, '/');
  if (!slash || strlen(slash + 1) > NAME_MAX || !slash[1]) return 0;
  strcpy(name, slash + 1);
  *slash = 0;
  if (!realpath(whole[0] ? whole : "/", parent)) return 0;
  snprintf(whole, sizeof whole, "%s/%s", parent, name);
  return is_watched(whole);
}

static void journal_path(char path[PATH_MAX + 32], char kind, ino_t inode) {
  snprintf(path, PATH_MAX + 32, "%s/%c%llu", journal, kind, (unsigned long long)inode);
}

/* A test must not go on with half a journal. */
static void record(char kind, ino_t inode, struct change change, const void *old_bytes, const void *new_bytes) {
  char path[PATH_MAX + 32];
  if (!journal[0]) return;
  journal_path(path, kind, inode);
  int fd = REAL(open)(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0) abort();
  change.magic = CHANGE_MAGIC;
  change.checksum = checksum_of_change(&change, old_bytes, new_bytes);
  struct iovec parts[3] = {
      {&change, sizeof change}, {(void *)old_bytes, change.old_count}, {(void *)new_bytes, change.new_count}};
  ssize_t all = (ssize_t)(sizeof change + change.old_count + change.new_count);
  if (REAL(writev)(fd, parts, 3) != all) abort();
  REAL(close)(fd);
}

static void *bytes_of(int fd, uint64_t offset, uint64_t count, uint64_t *found) {
  char link[64];
  *found = 0;
  if (count == 0 || !journal[0]) return NULL;
  void *bytes = malloc(count);
  if (!bytes) abort();
  /* The file may have been opened for writing only. */
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  int reader = REAL(open)(link, O_RDONLY | O_CLOEXEC);
  if (reader < 0) abort();
  while (*found < count) {
    ssize_t part = pread(reader, (char *)bytes + *found, count - *found, (off_t)(offset + *found));
    if (part <= 0) break;
    *found += (uint64_t)part;
  }
  REAL(close)(reader);
  return bytes;
}

/* Whether an open file may grow by so much: by all growth so far, and by what its folder holds now. */
static int has_room(int fd, long long more) {
  char link[64], path[PATH_MAX], text[32];
  if (full_after >= 0 && grown + more > full_after) return 0;
  int control = room[0] ? REAL(open)(room, O_RDONLY | O_CLOEXEC) : -1;
  if (control < 0) return 1;
  ssize_t count = read(control, text, sizeof text - 1);
  REAL(close)(control);
  if (count < 0) return 1;
  text[count] = 0;
  long long allowed = atoll(text), used = 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  count = readlink(link, path, sizeof path - 1);
  if (count <= 0) return 1;
  path[count] = 0;
  *strrchr(path, '/') = 0;
  DIR *names = opendir(path);
  for (struct dirent *entry; names && (entry = readdir(names));) {
    struct stat status;
    if (fstatat(dirfd(names), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(status.st_mode))
      used += status.st_size;
  }
  if (names) closedir(names);
  return used + more <= allowed;
}

/* Records what a write will do; answers the error that it is to have, 0 for none. */
static int will_write(int fd, const void *bytes, uint64_t count, uint64_t offset, const struct stat *status) {
  uint64_t size = (uint64_t)status->st_size, end = offset + count, found;
  if (fail_write > 0 && ++writes == fail_write) return EIO;
  if (end > size) {
    if (!has_room(fd, (long long)(end - size))) return no_room;
    grown += (long long)(end - size);
  }
  uint64_t kept = offset < size ? (end < size ? count : size - offset) : 0;
  void *old = bytes_of(fd, offset, kept, &found);
  struct change change = {.kind = CHANGE_WRITE, .offset = offset, .old_size = size, .new_size = end > size ? end : size,
                          .old_count = found, .new_count = count};
  record('f', status->st_ino, change, old, bytes);
  free(old);
  return 0;
}

static ssize_t fail(int code) {
  errno = code;
  return -1;
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
  struct stat status;
  pthread_mutex_lock(&lock);
  int code = watched(fd, &status) ? will_write(fd, bytes, count, (uint64_t)offset, &status) : 0;
  ssize_t done = code ? fail(code) : REAL(pwrite)(fd, bytes, count, offset);
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) { return pwrite(fd, bytes, count, offset); }

ssize_t write(int fd, const void *bytes, size_t count) {
  struct stat status;
  /* A pipe may block for ever: others must not wait for it. */
  if (!watched(fd, &status)) return REAL(write)(fd, bytes, count);
  pthread_mutex_lock(&lock);
  ssize_t done;
  int isAppending = fcntl(fd, F_GETFL) & O_APPEND;
  if (fstat(fd, &status) != 0) done = -1;
  else {
    off_t offset = isAppending ? status.st_size : lseek(fd, 0, SEEK_CUR);
    int code = will_write(fd, bytes, count, (uint64_t)offset, &status);
    done = code ? fail(code) : REAL(write)(fd, bytes, count);
  }
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  struct stat status;
  if (!watched(fd, &status)) return REAL(writev)(fd, parts, count);
  ssize_t all = 0;
  for (int index = 0; index < count; index++) {
    ssize_t done = write(fd, parts[index].iov_base, parts[index].iov_len);
    if (done < 0) return all > 0 ? all : -1;
    all += done;
    if ((size_t)done < parts[index].iov_len) break;
  }
  return all;
}

static void will_truncate(int fd, uint64_t size, const struct stat *status) {
  uint64_t before = (uint64_t)status->st_size, found;
  void *old = bytes_of(fd, size, before > size ? before - size : 0, &found);
  struct change change = {.kind = CHANGE_TRUNCATE, .offset = size, .old_size = before, .new_size = size, .old_count = found};
  record('f', status->st_ino, change, old, NULL);
  free(old);
}

int ftruncate(int fd, off_t size) {
  struct stat status;
  pthread_mutex_lock(&lock);
  if (watched(fd, &status)) will_truncate(fd, (uint64_t)size, &status);
  int done = REAL(ftruncate)(fd, size);
  pthread_mutex_unlock(&lock);
  return done;
}

int ftruncate64(int fd, off64_t size) { return ftruncate(fd, size); }

int posix_fallocate(int fd, off_t offset, off_t count) {
  struct stat status;
  pthread_mutex_lock(&lock);
  int code = 0;
  if (watched(fd, &status)) {
    long long more = (long long)offset + count - status.st_size;
    if (more > 0 && !has_room(fd, more)) code = no_room;
    else if (more > 0) {
      grown += more;
      will_truncate(fd, (uint64_t)(offset + count), &status);
    }
  }
  if (code == 0) code = REAL(posix_fallocate)(fd, offset, count);
  pthread_mutex_unlock(&lock);
  return code;
}

int posix_fallocate64(int fd, off64_t offset, off64_t count) { return posix_fallocate(fd, offset, count); }

/* Forgets the links that the folder's changes hold. */
static void drop_held(const char *changes) {
  int fd = REAL(open)(changes, O_RDONLY | O_CLOEXEC);
  struct change change;
  char path[PATH_MAX + 32];
  while (fd >= 0 && read(fd, &change, sizeof change) == sizeof change && change.magic == CHANGE_MAGIC) {
    if (change.inode) {
      journal_path(path, 'h', (ino_t)change.inode);
      if (REAL(unlink)(path) == 0) {
        journal_path(path, 'f', (ino_t)change.inode);
        REAL(unlink)(path);
      }
    }
    lseek(fd, (off_t)(change.old_count + change.new_count), SEEK_CUR);
  }
  if (fd >= 0) REAL(close)(fd);
}

/* Whether syncs of an open file are counted. */
static int is_counted(int fd) {
  char link[64], path[PATH_MAX];
  if (!syncs_of) return 1;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t count = readlink(link, path, sizeof path - 1);
  if (count <= 0) return 0;
  path[count] = 0;
  const char *slash = strrchr(path, '/');
  return slash && strcmp(slash + 1, syncs_of) == 0;
}

static int sync_with(int fd, int (*sync)(int)) {
  struct stat status;
  char path[PATH_MAX + 32];
  pthread_mutex_lock(&lock);
  int isWatched = watched(fd, &status), done;
  int counts = isWatched && S_ISREG(status.st_mode) && is_counted(fd);
  if (counts) syncs++;
  if (counts && syncs == kill_sync) kill(getpid(), SIGKILL);
  if (counts && syncs == fail_sync) done = (int)fail(EIO);
  else done = sync(fd);
  if (counts && syncs == -kill_sync) kill(getpid(), SIGKILL);
  if (isWatched && journal[0] && done == 0) {
    journal_path(path, S_ISDIR(status.st_mode) ? 'd' : 'f', status.st_ino);
    if (S_ISDIR(status.st_mode)) drop_held(path);
    REAL(unlink)(path);
  }
  pthread_mutex_unlock(&lock);
  return done;
}

int fsync(int fd) { return sync_with(fd, REAL(fsync)); }
int fdatasync(int fd) { return sync_with(fd, REAL(fdatasync)); }

/* Keeps a file that loses its name until the folder is synced; answers its inode, 0 where there is none. */
static uint64_t hold(const char *path) {
  struct stat status;
  char held[PATH_MAX + 32];
  if (!journal[0]) return 0;
  if (lstat(path, &status) != 0 || !S_ISREG(status.st_mode)) return 0;
  journal_path(held, 'h', status.st_ino);
  if (REAL(link)(path, held) != 0 && errno != EEXIST) abort();
  return status.st_ino;
}

int unlinkat(int at, const char *path, int flags) {
  char parent[PATH_MAX], name[NAME_MAX + 1], whole[PATH_MAX + NAME_MAX + 2];
  struct stat status;
  pthread_mutex_lock(&lock);
  if (journal[0] && !(flags & AT_REMOVEDIR) && split(at, path, parent, name) && stat(parent, &status) == 0) {
    snprintf(whole, sizeof whole, "%s/%s", parent, name);
    struct change change = {.kind = CHANGE_UNLINK, .inode = hold(whole), .old_count = strlen(name) + 1};
    if (change.inode) record('d', status.st_ino, change, name, NULL);
  }
  int done = REAL(unlinkat)(at, path, flags);
  pthread_mutex_unlock(&lock);
  return done;
}

int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }

int renameat(int from_at, const char *from, int to_at, const char *to) {
  char parent[PATH_MAX], name[NAME_MAX + 1], to_parent[PATH_MAX], to_name[NAME_MAX + 1];
  char whole[PATH_MAX + NAME_MAX + 2];
  struct stat status;
  pthread_mutex_lock(&lock);
  if (journal[0] && split(from_at, from, parent, name) && split(to_at, to, to_parent, to_name) && strcmp(parent, to_parent) == 0 &&
      stat(parent, &status) == 0) {
    snprintf(whole, sizeof whole, "%s/%s", parent, to_name);
    struct change change = {
        .kind = CHANGE_RENAME, .inode = hold(whole), .old_count = strlen(name) + 1, .new_count = strlen(to_name) + 1};
    record('d', status.st_ino, change, name, to_name);
  }
  int done = REAL(renameat)(from_at, from, to_at, to);
  pthread_mutex_unlock(&lock);
  return done;
}

int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }

static int open_with(int at, const char *path, int flags, mode_t mode) {
  char parent[PATH_MAX], name[NAME_MAX + 1], whole[PATH_MAX + NAME_MAX + 2], old[PATH_MAX + 32];
  struct stat status;
  if (!(flags & (O_CREAT | O_TRUNC)) || !folder[0] || !journal[0]) return REAL(openat)(at, path, flags, mode);
  pthread_mutex_lock(&lock);
  int isWatched = split(at, path, parent, name), isThere = 0;
  if (isWatched) {
    snprintf(whole, sizeof whole, "%s/%s", parent, name);
    isThere = lstat(whole, &status) == 0;
    if (isThere && S_ISREG(status.st_mode) && (flags & O_TRUNC) && (flags & O_ACCMODE) != O_RDONLY) {
      int fd = REAL(openat)(AT_FDCWD, whole, O_RDWR | O_CLOEXEC);
      if (fd >= 0) {
        will_truncate(fd, 0, &status);
        REAL(close)(fd);
      }
    }
  }
  int fd = REAL(openat)(at, path, flags, mode);
  if (isWatched && !isThere && fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode)) {
    /* A file of an earlier life may have had the same inode. */
    journal_path(old, 'f', status.st_ino);
    REAL(unlink)(old);
    struct change change = {.kind = CHANGE_CREATE, .old_count = strlen(name) + 1};
    if (stat(parent, &status) == 0) record('d', status.st_ino, change, name, NULL);
  }
  pthread_mutex_unlock(&lock);
  return fd;
}

#define MODE_OF(flags)                                        \
  mode_t mode = 0;                                            \
  if ((flags) & (O_CREAT | O_TMPFILE)) {                      \
    va_list rest;                                             \
    va_start(rest, flags);                                    \
    mode = (mode_t)va_arg(rest, int);                         \
    va_end(rest);                                             \
  }

int open(const char *path, int flags, ...) {
  MODE_OF(flags)
  return open_with(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  MODE_OF(flags)
  return open_with(AT_FDCWD, path, flags | O_LARGEFILE, mode);
}

int openat(int at, const char *path, int flags, ...) {
  MODE_OF(flags)
  return open_with(at, path, flags, mode);
}

int openat64(int at, const char *path, int flags, ...) {
  MODE_OF(flags)
  return open_with(at, path, flags | O_LARGEFILE, mode);
}

int creat(const char *path, mode_t mode) { return open_with(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
